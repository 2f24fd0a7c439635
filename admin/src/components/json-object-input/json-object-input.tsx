import { Textarea } from "@mantine/core";
import { useState } from "react";
import { isObject, type JsonObject } from "@/lib/json";
import classes from "./json-object-input.module.css";

interface Props {
  readonly label: string;
  readonly description?: string;
  /** What is said of a text that is no object. */
  readonly wrong: string;
  readonly minRows: number;
  readonly value: JsonObject | null;
  readonly onChange: (value: JsonObject | null) => void;
}

/** An object as text. What is no JSON yet changes nothing, and says so. */
export function JsonObjectInput({ label, description, wrong, minRows, value, onChange }: Props) {
  const [text, setText] = useState(() => (value === null ? "" : JSON.stringify(value, null, 2)));
  const isWrong = text.trim() !== "" && objectOf(text) === null;
  return (
    <Textarea
      className={classes.json}
      label={label}
      description={description}
      value={text}
      onChange={({ currentTarget: { value: typed } }) => {
        setText(typed);
        const json = objectOf(typed);
        if (json !== null || typed.trim() === "") onChange(json);
      }}
      error={isWrong ? wrong : null}
      autosize
      minRows={minRows}
      maxRows={20}
      spellCheck={false}
      dir="ltr"
    />
  );
}

function objectOf(text: string): JsonObject | null {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : null;
  } catch {
    return null;
  }
}
