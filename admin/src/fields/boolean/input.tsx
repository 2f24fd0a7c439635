import { Switch } from "@mantine/core";
import type { InputProps } from "../define-field";

export function BooleanInput(props: InputProps<boolean | null>) {
  return (
    <Switch
      id={props.id}
      checked={props.value === true}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
      disabled={props.isReadOnly}
      error={props.isInvalid}
      aria-describedby={props.describedBy}
    />
  );
}
