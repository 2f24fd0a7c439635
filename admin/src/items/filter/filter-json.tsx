import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isObject, type JsonObject } from "@/lib/json";
import classes from "./filter-builder.module.css";

interface Props {
  readonly value: JsonObject | null;
  readonly onChange: (value: JsonObject | null) => void;
}

/** A filter as the API takes it. What is no JSON yet changes nothing. */
export function FilterJson({ value, onChange }: Props) {
  const { t } = useTranslation("filter");
  const [text, setText] = useState(() => (value === null ? "" : JSON.stringify(value, null, 2)));
  const isWrong = text.trim() !== "" && objectOf(text) === null;
  return (
    <Textarea
      className={classes.json}
      label={t("json")}
      value={text}
      onChange={({ currentTarget: { value: typed } }) => {
        setText(typed);
        const json = objectOf(typed);
        if (json !== null || typed.trim() === "") onChange(json);
      }}
      autosize
      minRows={4}
      maxRows={20}
      spellCheck={false}
      dir="ltr"
      error={isWrong ? t("notJson") : undefined}
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
