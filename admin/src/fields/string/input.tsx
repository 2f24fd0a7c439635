import { TextInput } from "@mantine/core";
import type { InputProps } from "../define-field";

export function StringInput(props: InputProps<string>) {
  return (
    <TextInput
      id={props.id}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      placeholder={props.field.placeholder ?? ""}
      readOnly={props.isReadOnly}
      required={props.isRequired}
      error={props.isInvalid}
      aria-describedby={props.describedBy}
    />
  );
}
