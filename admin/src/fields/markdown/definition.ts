import { defineField } from "../define-field";
import { lazyFilter, lazyInput } from "../lazy-input";
import { TEXT_OPERATORS } from "../operators";
import { TextCell } from "../text-cell";
import { TEXT_VALUE } from "../text-value";

export const markdown = defineField<string>({
  type: "markdown",
  ...TEXT_VALUE,
  Input: lazyInput(() => import("./input").then((module) => module.MarkdownInput)),
  Cell: TextCell,
  operators: TEXT_OPERATORS,
  FilterInput: lazyFilter(() => import("../line-filter").then((module) => module.LineFilter)),
  isWide: true,
  canSort: false,
});
