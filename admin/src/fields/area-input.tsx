import { Textarea } from "@mantine/core";
import { usePlaceholder } from "@/hooks/use-label";
import type { InputProps } from "./define-field";

interface Extra {
  readonly minRows?: number;
  readonly maxRows?: number;
  /** For source text: fixed width, written from left to right in every language. */
  readonly isCode?: boolean;
}

/** Several lines of text that grow with what is written. */
export function AreaInput({ minRows = 3, maxRows = 24, isCode = false, ...props }: InputProps<string> & Extra) {
  const placeholder = usePlaceholder(props.field);
  const code = isCode
    ? {
        spellCheck: false,
        dir: "ltr",
        styles: { input: { fontFamily: "var(--q-font-mono)", fontSize: "var(--q-text-sm)" } },
      }
    : {};
  return (
    <Textarea
      id={props.id}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      placeholder={placeholder}
      readOnly={props.isReadOnly}
      required={props.isRequired}
      error={props.isInvalid}
      aria-describedby={props.describedBy}
      autosize
      minRows={minRows}
      maxRows={maxRows}
      {...code}
    />
  );
}
