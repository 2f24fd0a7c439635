import type { InputProps } from "../define-field";
import { cleanExact } from "../exact";
import { LineInput } from "../line-input";

export function DecimalInput(props: InputProps<string>) {
  const write: typeof props.onChange = (next) => props.onChange(typeof next === "string" ? cleanExact(next) : next);
  return <LineInput {...props} onChange={write} extra={{ inputMode: "decimal", autoComplete: "off", dir: "ltr" }} />;
}
