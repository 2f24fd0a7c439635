import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FilterInputProps } from "../define-field";

export function BooleanFilter({ value, onChange, label }: FilterInputProps) {
  const { t } = useTranslation("fields");
  return (
    <Select
      aria-label={label}
      data={[
        { value: "true", label: t("yes") },
        { value: "false", label: t("no") },
      ]}
      value={typeof value === "boolean" ? String(value) : null}
      onChange={(chosen) => onChange(chosen === null ? undefined : chosen === "true")}
      allowDeselect={false}
      placeholder={t("select.choose")}
    />
  );
}
