import { MultiSelect, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLabel } from "@/hooks/use-label";
import { asText, asTexts } from "@/lib/json";
import { operandOf } from "@/lib/operand";
import type { FilterInputProps } from "../define-field";
import { choicesOf } from "./choices";

export function SelectFilter({ field, operator, value, onChange, label }: FilterInputProps) {
  const { t } = useTranslation("fields");
  const labelOf = useLabel();
  const known = choicesOf(field).map((choice) => ({ value: choice.name, label: labelOf(choice) }));
  const chosen = [...asTexts(value), ...[asText(value)].filter((one) => one !== null)];
  // What the model no longer offers, and variables, stay as they are.
  const others = chosen.filter((name) => !known.some((one) => one.value === name));
  const common = {
    "aria-label": label,
    data: [...known, ...others.map((name) => ({ value: name, label: name }))],
    placeholder: chosen.length > 0 ? "" : t("select.choose"),
    nothingFoundMessage: t("select.none"),
    searchable: true,
    openOnFocus: chosen.length === 0,
  };
  if (operandOf(operator) === "list") return <MultiSelect {...common} value={chosen} onChange={onChange} />;
  return (
    <Select
      {...common}
      value={chosen[0] ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      allowDeselect={false}
    />
  );
}
