import { asNumber, asTexts } from "@/lib/json";
import { defineField } from "../define-field";
import { lazyFilter, lazyInput } from "../lazy-input";
import { LIST_OPERATORS, PARTS } from "../operators";
import { TagsCell } from "./cell";

export const tags = defineField<readonly string[]>({
  type: "tags",
  empty: [],
  fromJson: (json) => asTexts(json),
  toJson: (value) => (value.length === 0 ? null : value),
  isEmpty: (value) => value.length === 0,
  validate: (value, field) => {
    const max = asNumber(field.options.max_items);
    return max !== null && value.length > max ? { key: "tooManyItems", values: { max } } : null;
  },
  Input: lazyInput(() => import("./input").then((module) => module.TagsInput)),
  Cell: TagsCell,
  operators: LIST_OPERATORS,
  FilterInput: lazyFilter(() => import("../line-filter").then((module) => module.LineFilter)),
  parts: PARTS.list,
  canSort: false,
});
