import { TextInput } from "@mantine/core";
import { usePlaceholder } from "@/hooks/use-label";
import type { InputProps } from "../define-field";

export function StringInput(props: InputProps<string>) {
  const placeholder = usePlaceholder(props.field);
  return (
    <TextInput
      id={props.id}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      placeholder={placeholder}
      readOnly={props.isReadOnly}
      required={props.isRequired}
      error={props.isInvalid}
      aria-describedby={props.describedBy}
    />
  );
}
