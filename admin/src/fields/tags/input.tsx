import { TagsInput as Picker } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { usePlaceholder } from "@/hooks/use-label";
import { asNumber, asTexts } from "@/lib/json";
import type { InputProps } from "../define-field";

export function TagsInput(props: InputProps<readonly string[]>) {
  const placeholder = usePlaceholder(props.field);
  const { t } = useTranslation("fields");
  const max = asNumber(props.field.options.max_items);
  return (
    <Picker
      id={props.id}
      value={[...props.value]}
      onChange={props.onChange}
      data={[...asTexts(props.field.options.suggest)]}
      {...(max === null ? {} : { maxTags: max })}
      acceptValueOnBlur
      placeholder={props.value.length > 0 ? "" : placeholder || t("tags.add")}
      readOnly={props.isReadOnly}
      required={props.isRequired}
      error={props.isInvalid}
      aria-describedby={props.describedBy}
    />
  );
}
