import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isObject, type JsonObject } from "@/lib/json";
import classes from "./access.module.css";

interface Props {
  readonly label: string;
  readonly description: string;
  readonly value: JsonObject | null;
  readonly onChange: (value: JsonObject | null) => void;
}

/** An object as text. What is no JSON yet changes nothing, and says so. */
export function JsonObjectInput({ label, description, value, onChange }: Props) {
  const { t } = useTranslation("access");
  const [text, setText] = useState(() => (value === null ? "" : JSON.stringify(value, null, 2)));
  const isWrong = text.trim() !== "" && objectOf(text) === null;
  return (
    <Textarea
      className={classes.code}
      label={label}
      description={description}
      value={text}
      onChange={({ currentTarget: { value: typed } }) => {
        setText(typed);
        const json = objectOf(typed);
        if (json !== null || typed.trim() === "") onChange(json);
      }}
      error={isWrong ? t("notJson") : null}
      autosize
      minRows={2}
      maxRows={16}
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
