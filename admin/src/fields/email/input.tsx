import type { InputProps } from "../define-field";
import { LineInput } from "../line-input";

export function EmailInput(props: InputProps<string>) {
  return <LineInput {...props} extra={{ type: "email", inputMode: "email", autoComplete: "off", spellCheck: false }} />;
}
