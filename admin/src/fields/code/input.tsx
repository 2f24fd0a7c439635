import { AreaInput } from "../area-input";
import type { InputProps } from "../define-field";

export function CodeInput(props: InputProps<string>) {
  return <AreaInput {...props} minRows={6} isCode />;
}
