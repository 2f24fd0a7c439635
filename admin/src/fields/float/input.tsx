import { NumberInput } from "@mantine/core";
import { usePlaceholder } from "@/hooks/use-label";
import { asNumber } from "@/lib/json";
import type { InputProps } from "../define-field";
import type { FloatValue } from "./definition";

export function FloatInput(props: InputProps<FloatValue>) {
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
      allowDecimal
      readOnly={props.isReadOnly}
      required={props.isRequired}
      error={props.isInvalid}
      aria-describedby={props.describedBy}
    />
  );
}
