import { Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { InputProps } from "../define-field";

export function UnknownInput(props: InputProps<unknown>) {
  const { t } = useTranslation("fields");
  return (
    <Textarea
      id={props.id}
      value={props.value === null ? "" : JSON.stringify(props.value, null, 2)}
      description={t("unknownType", { type: props.field.kind })}
      readOnly
      autosize
      maxRows={12}
      aria-describedby={props.describedBy}
    />
  );
}
