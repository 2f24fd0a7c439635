import { Textarea } from "@mantine/core";
import type { KeyboardEvent } from "react";
import { usePlaceholder } from "@/hooks/use-label";
import type { InputProps } from "./define-field";

interface Extra {
  readonly minRows?: number;
  readonly maxRows?: number;
  /** For source text: fixed width, written from left to right in every language. */
  readonly isCode?: boolean;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  readonly onBlur?: () => void;
  readonly title?: string;
}

/** Where the browser can, it measures: a script that does it asks for the layout of the whole page at every key. */
const GROWS_BY_ITSELF = typeof CSS !== "undefined" && CSS.supports?.("field-sizing", "content");

const CODE = { fontFamily: "var(--q-font-mono)", fontSize: "var(--q-text-sm)" };

/** `lh` is a line; beside them stand the paddings. */
function growing(minRows: number, maxRows: number) {
  return {
    fieldSizing: "content",
    minHeight: `calc(${minRows}lh + 1rem)`,
    maxHeight: `calc(${maxRows}lh + 1rem)`,
  } as const;
}

/** Several lines of text that grow with what is written. */
export function AreaInput({
  minRows = 3,
  maxRows = 24,
  isCode = false,
  onKeyDown,
  onBlur,
  title,
  ...props
}: InputProps<string> & Extra) {
  const placeholder = usePlaceholder(props.field);
  return (
    <Textarea
      id={props.id}
      {...(onKeyDown === undefined ? {} : { onKeyDown })}
      {...(onBlur === undefined ? {} : { onBlur })}
      {...(title === undefined ? {} : { title })}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      placeholder={placeholder}
      readOnly={props.isReadOnly}
      required={props.isRequired}
      error={props.isInvalid}
      aria-describedby={props.describedBy}
      {...(GROWS_BY_ITSELF ? { rows: minRows } : { autosize: true, minRows, maxRows })}
      {...(isCode ? { spellCheck: false, dir: "ltr" } : {})}
      styles={{ input: { ...(isCode ? CODE : {}), ...(GROWS_BY_ITSELF ? growing(minRows, maxRows) : {}) } }}
    />
  );
}
