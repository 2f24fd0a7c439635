import { TagsInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { asText, asTexts } from "@/lib/json";
import { operandOf } from "@/lib/operand";
import type { FilterInputProps } from "./define-field";

/** A text on one line, however the form edits it; several for a list. */
export function LineFilter({ operator, value, onChange, label }: FilterInputProps) {
  const { t } = useTranslation("filter");
  if (operandOf(operator) === "list") {
    return (
      <TagsInput
        aria-label={label}
        value={[...asTexts(value)]}
        onChange={onChange}
        placeholder={asTexts(value).length > 0 ? "" : t("addValue")}
        acceptValueOnBlur
      />
    );
  }
  return (
    <TextInput
      aria-label={label}
      value={asText(value) ?? ""}
      onChange={(event) => onChange(event.currentTarget.value)}
      placeholder={t("value")}
    />
  );
}
