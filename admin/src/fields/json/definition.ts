import { defineField } from "../define-field";
import { lazyInput } from "../lazy-input";
import { DOCUMENT_OPERATORS } from "../operators";
import { TextCell } from "../text-cell";

/** The document as it is written: what is no JSON yet is kept until it is. */
export const json = defineField<string>({
  type: "json",
  empty: "",
  fromJson: (value) => (value === null || value === undefined ? "" : JSON.stringify(value, null, 2)),
  toJson: parsed,
  isEmpty: (value) => value.trim() === "",
  validate: (value) => (parsed(value) === value ? { key: "json" } : null),
  Input: lazyInput(() => import("./input").then((module) => module.JsonInput)),
  Cell: TextCell,
  operators: DOCUMENT_OPERATORS,
  isWide: true,
  canSort: false,
});

/** The text itself where it cannot be read: that is no value, but it is a change. */
function parsed(text: string): unknown {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
