import { TextInput, type TextInputProps } from "@mantine/core";
import { usePlaceholder } from "@/hooks/use-label";
import type { InputProps } from "./define-field";

type Extra = Pick<
  TextInputProps,
  "type" | "inputMode" | "autoComplete" | "rightSection" | "spellCheck" | "dir" | "min" | "max" | "step"
>;

/** One line of text, wired to the row around it. */
export function LineInput({ extra = {}, ...props }: InputProps<string> & { readonly extra?: Extra }) {
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
      {...extra}
    />
  );
}
