import { AreaInput } from "../area-input";
import type { InputProps } from "../define-field";

export function TextInput(props: InputProps<string>) {
  return <AreaInput {...props} />;
}
