import { defineField } from "../define-field";
import { lazyFilter, lazyInput } from "../lazy-input";
import { TEXT_OPERATORS } from "../operators";
import { TEXT_VALUE } from "../text-value";
import { StringCell } from "./cell";

export const string = defineField<string>({
  type: "string",
  ...TEXT_VALUE,
  Input: lazyInput(() => import("./input").then((module) => module.StringInput)),
  Cell: StringCell,
  operators: TEXT_OPERATORS,
  FilterInput: lazyFilter(() => import("../line-filter").then((module) => module.LineFilter)),
  canSort: true,
  fitsCell: true,
});
