import { boundsProblem } from "../bounds";
import { defineField } from "../define-field";
import { lazyFilter, lazyInput } from "../lazy-input";
import { ORDERED_OPERATORS, PARTS } from "../operators";
import { TEXT_VALUE } from "../text-value";
import { DatetimeCell } from "./cell";

export const datetime = defineField<string>({
  type: "datetime",
  ...TEXT_VALUE,
  validate: (value, field) =>
    Number.isNaN(Date.parse(value)) ? { key: "date" } : boundsProblem(value, field, Date.parse),
  Input: lazyInput(() => import("./input").then((module) => module.DatetimeInput)),
  Cell: DatetimeCell,
  operators: ORDERED_OPERATORS,
  FilterInput: lazyFilter(() => import("../moment-filter").then((module) => module.MomentFilter)),
  parts: PARTS.datetime,
  canSort: true,
  fitsCell: true,
  isCompact: true,
});
