import { defineField } from "../define-field";
import { lazyFilter, lazyInput } from "../lazy-input";
import { TEXT_OPERATORS } from "../operators";
import { TextCell } from "../text-cell";
import { formed, TEXT_VALUE } from "../text-value";

export const slug = defineField<string>({
  type: "slug",
  ...TEXT_VALUE,
  validate: formed(/^[a-z0-9]+(-[a-z0-9]+)*$/, "slug"),
  Input: lazyInput(() => import("./input").then((module) => module.SlugInput)),
  Cell: TextCell,
  operators: TEXT_OPERATORS,
  FilterInput: lazyFilter(() => import("../line-filter").then((module) => module.LineFilter)),
  isMade: (field) => typeof field.options.from === "string",
  canSort: true,
});
