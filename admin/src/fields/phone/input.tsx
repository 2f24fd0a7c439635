import type { InputProps } from "../define-field";
import { LineInput } from "../line-input";

export function PhoneInput(props: InputProps<string>) {
  return <LineInput {...props} extra={{ type: "tel", inputMode: "tel", autoComplete: "off", dir: "ltr" }} />;
}
