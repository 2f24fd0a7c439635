import { ColorInput as Picker } from "@mantine/core";
import { IconCircleDashed } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { usePlaceholder } from "@/hooks/use-label";
import type { InputProps } from "../define-field";

export function ColorInput(props: InputProps<string>) {
  const placeholder = usePlaceholder(props.field);
  const { t } = useTranslation("fields");
  return (
    <Picker
      id={props.id}
      value={props.value}
      onChange={props.onChange}
      // Else no color looks like white.
      leftSection={props.value === "" ? <IconCircleDashed size={18} aria-hidden /> : undefined}
      format={props.value.length === 9 ? "hexa" : "hex"}
      fixOnBlur={false}
      placeholder={placeholder}
      readOnly={props.isReadOnly}
      required={props.isRequired}
      error={props.isInvalid}
      aria-describedby={props.describedBy}
      eyeDropperButtonProps={{ "aria-label": t("color.pick") }}
    />
  );
}
