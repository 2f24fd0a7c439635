import type { InputProps } from "../define-field";
import { cleanExact } from "../exact";
import { LineInput } from "../line-input";

export function BigintInput(props: InputProps<string>) {
  const write: typeof props.onChange = (next) => props.onChange(typeof next === "string" ? cleanExact(next) : next);
  return <LineInput {...props} onChange={write} extra={{ inputMode: "numeric", autoComplete: "off", dir: "ltr" }} />;
}
