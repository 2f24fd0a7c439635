import type { InputProps } from "../define-field";
import { LineInput } from "../line-input";

export function TimeInput(props: InputProps<string>) {
  const value = props.value.replace(/^(\d\d:\d\d):00(\.0+)?$/, "$1");
  return <LineInput {...props} value={value} extra={{ type: "time" }} />;
}
