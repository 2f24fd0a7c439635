import { NumberInput } from "@mantine/core";
import { usePlaceholder } from "@/hooks/use-label";
import { asNumber } from "@/lib/json";
import type { InputProps } from "../define-field";
import type { IntegerValue } from "./definition";

export function IntegerInput(props: InputProps<IntegerValue>) {
  const placeholder = usePlaceholder(props.field);
  return (
    <NumberInput
      id={props.id}
      value={props.value}
      onChange={props.onChange}
      step={asNumber(props.field.options.step) ?? 1}
      placeholder={placeholder}
      // Limits are told as a problem below the input: a value that jumps by itself surprises.
      clampBehavior="none"
      allowDecimal={false}
      readOnly={props.isReadOnly}
      required={props.isRequired}
      error={props.isInvalid}
      aria-describedby={props.describedBy}
    />
  );
}
