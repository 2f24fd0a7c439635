import { asText } from "@/lib/json";
import type { InputProps } from "../define-field";
import { LineInput } from "../line-input";

export function DateInput(props: InputProps<string>) {
  const { min, max } = props.field.options;
  return (
    <LineInput {...props} extra={{ type: "date", min: asText(min) ?? undefined, max: asText(max) ?? "9999-12-31" }} />
  );
}
