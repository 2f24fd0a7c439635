import type { InputProps } from "../define-field";
import { LineInput } from "../line-input";

export function UrlInput(props: InputProps<string>) {
  return <LineInput {...props} extra={{ inputMode: "url", autoComplete: "off", spellCheck: false, dir: "ltr" }} />;
}
