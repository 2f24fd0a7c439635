import type { InputProps } from "../define-field";
import { SourceInput } from "../source-input";

export function CodeInput(props: InputProps<string>) {
  return <SourceInput {...props} minRows={6} />;
}
