import { boundsProblem } from "../bounds";
import { defineField } from "../define-field";
import { lazyFilter, lazyInput } from "../lazy-input";
import { ORDERED_OPERATORS, PARTS } from "../operators";
import { TEXT_VALUE } from "../text-value";
import { TimeCell } from "./cell";

export const time = defineField<string>({
  type: "time",
  ...TEXT_VALUE,
  validate: (value, field) => (/^\d\d:\d\d/.test(value) ? boundsProblem(value, field) : { key: "time" }),
  Input: lazyInput(() => import("./input").then((module) => module.TimeInput)),
  Cell: TimeCell,
  operators: ORDERED_OPERATORS,
  FilterInput: lazyFilter(() => import("../moment-filter").then((module) => module.MomentFilter)),
  parts: PARTS.time,
  canSort: true,
  fitsCell: true,
  isCompact: true,
});
