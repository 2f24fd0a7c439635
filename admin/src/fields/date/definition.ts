import { boundsProblem } from "../bounds";
import { defineField } from "../define-field";
import { lazyFilter, lazyInput } from "../lazy-input";
import { ORDERED_OPERATORS, PARTS } from "../operators";
import { TEXT_VALUE } from "../text-value";
import { DateCell } from "./cell";

export const date = defineField<string>({
  type: "date",
  ...TEXT_VALUE,
  validate: (value, field) => (/^\d{4}-\d\d-\d\d$/.test(value) ? boundsProblem(value, field) : { key: "date" }),
  Input: lazyInput(() => import("./input").then((module) => module.DateInput)),
  Cell: DateCell,
  operators: ORDERED_OPERATORS,
  FilterInput: lazyFilter(() => import("../moment-filter").then((module) => module.MomentFilter)),
  parts: PARTS.date,
  canSort: true,
  fitsCell: true,
  isCompact: true,
});
