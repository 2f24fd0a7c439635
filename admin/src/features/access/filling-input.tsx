import { VisuallyHidden } from "@mantine/core";
import { useFocusWithin } from "@mantine/hooks";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/model-types";
import { MomentDistance } from "@/fields/moment-distance";
import { valueProblems } from "@/fields/nested";
import { PlaceContext, ProblemsContext, shownAt } from "@/fields/place";
import { ALONE } from "@/fields/plain-input";
import { definitionOf } from "@/fields/registry";
import { useLabel } from "@/hooks/use-label";
import { nowOf } from "@/lib/now";
import type { Filling } from "./preset";
import classes from "./preset-row.module.css";

interface Props {
  readonly field: Field;
  readonly filling: Filling;
  readonly onChange: (change: (before: Filling) => Filling) => void;
}

/** The field's own input for a value that is written down. */
export function FillingInput({ field, filling, onChange }: Props) {
  const { t } = useTranslation("filter");
  const labelOf = useLabel();
  const label = `${t("value")}: ${labelOf(field)}`;
  const { FilterInput } = definitionOf(field);
  if (filling.kind === "value") {
    return <ValueInput field={field} value={filling.value} label={label} onChange={onChange} />;
  }
  if (filling.kind === "keys" && FilterInput !== undefined) {
    const take = (keys: unknown) => onChange(() => ({ kind: "keys", keys: Array.isArray(keys) ? keys : [] }));
    return (
      <div className={classes.value}>
        <FilterInput field={field} operator="_in" value={filling.keys} onChange={take} label={label} />
      </div>
    );
  }
  const now = filling.kind === "variable" ? nowOf(filling.text) : null;
  if (now === null || now.amount === 0) return null;
  return (
    <div className={classes.distance}>
      <MomentDistance now={now} label={label} onChange={(text) => onChange(() => ({ kind: "variable", text }))} />
    </div>
  );
}

interface ValueProps {
  readonly field: Field;
  readonly value: unknown;
  readonly label: string;
  readonly onChange: (change: (before: Filling) => Filling) => void;
}

function ValueInput({ field, value, label, onChange }: ValueProps) {
  const id = useId();
  const { t } = useTranslation("fields");
  const { ref, focused } = useFocusWithin();
  const { Input, isEmpty, showsInside } = definitionOf(field);
  // Nobody is told of what he is about to type.
  const found = !focused && !isEmpty(value) ? valueProblems(value, field, field.name) : [];
  const problems = found.map(({ key, values, path = "" }) => ({ path, message: t(`problem.${key}`, { ...values }) }));
  const own = shownAt(problems, field.name, showsInside === true);
  const take = (next: unknown) =>
    onChange((before) => {
      if (typeof next !== "function") return { kind: "value", value: next };
      return before.kind === "value" ? { kind: "value", value: next(before.value) } : before;
    });
  return (
    <div className={classes.value} ref={ref}>
      <VisuallyHidden>
        <label id={`${id}-label`} htmlFor={id}>
          {label}
        </label>
      </VisuallyHidden>
      <PlaceContext value={field.name}>
        <ProblemsContext value={problems}>
          <Input
            field={field}
            value={value}
            onChange={take}
            id={id}
            labelId={`${id}-label`}
            describedBy={own.length === 0 ? undefined : `${id}-problems`}
            isInvalid={own.length > 0}
            isRequired={false}
            isReadOnly={false}
            siblings={ALONE}
          />
        </ProblemsContext>
      </PlaceContext>
      {own.length > 0 && (
        <p className={classes.problems} id={`${id}-problems`}>
          {own.join(" ")}
        </p>
      )}
    </div>
  );
}
