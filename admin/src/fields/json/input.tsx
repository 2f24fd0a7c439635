import { AreaInput } from "../area-input";
import type { InputProps } from "../define-field";

export function JsonInput(props: InputProps<string>) {
  return <AreaInput {...props} minRows={4} isCode />;
}
