import type { InputProps } from "../define-field";
import { LineInput } from "../line-input";

export function UuidInput(props: InputProps<string>) {
  return <LineInput {...props} extra={{ autoComplete: "off", spellCheck: false, dir: "ltr" }} />;
}
