import { useTranslation } from "react-i18next";
import type { Field } from "@/api/model-types";
import { LineFilter } from "@/fields/line-filter";
import { PlainInput } from "@/fields/plain-input";
import { definitionOf } from "@/fields/registry";
import { useLabel } from "@/hooks/use-label";
import { operandOf } from "@/lib/operand";
import classes from "./filter-builder.module.css";

interface Props {
  readonly field: Field;
  readonly operator: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** What the type has for filters, else the form's own input; two of them for a pair. */
export function ValueInput(props: Props) {
  const { t } = useTranslation("filter");
  const labelOf = useLabel();
  const { field, operator, value, onChange } = props;
  const label = `${t("value")}: ${labelOf(field)}`;
  if (operandOf(operator) !== "pair") return <OneInput {...props} label={label} />;
  const [from, to]: readonly unknown[] = Array.isArray(value) ? value : [];
  return (
    <div className={classes.pair}>
      <OneInput {...props} operator="_gte" label={label} value={from} onChange={(next) => onChange([next, to])} />
      <span aria-hidden>–</span>
      <OneInput {...props} operator="_lte" label={label} value={to} onChange={(next) => onChange([from, next])} />
    </div>
  );
}

function OneInput(props: Props & { readonly label: string }) {
  const { field, operator, onChange } = props;
  const { FilterInput } = definitionOf(field);
  if (FilterInput !== undefined) return <FilterInput {...props} />;
  if (operandOf(operator) !== "list") return <PlainInput {...props} />;
  return <LineFilter {...props} value={asWritten(props.value)} onChange={(next) => onChange(asTyped(next, field))} />;
}

/** Numbers of a list are typed as texts. */
function asWritten(value: unknown): unknown {
  return Array.isArray(value) ? value.map(String) : value;
}

function asTyped(value: unknown, field: Field): unknown {
  const { fromJson, toJson } = definitionOf(field);
  if (!Array.isArray(value)) return value;
  return value.map((text: unknown) => {
    const number = Number(text);
    const isNumber = toJson(fromJson(number, field), field) === number;
    return isNumber ? number : text;
  });
}
