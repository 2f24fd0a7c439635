import { useTranslation } from "react-i18next";
import type { InputProps } from "../define-field";
import { LineInput } from "../line-input";

export function ComputedInput(props: InputProps<string>) {
  const { t } = useTranslation("fields");
  const field = { ...props.field, placeholder: { "": t("computed.later") } };
  return <LineInput {...props} field={field} isReadOnly />;
}
