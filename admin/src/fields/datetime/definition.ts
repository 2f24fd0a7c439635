import { boundsProblem } from "../bounds";
import { defineField } from "../define-field";
import { lazyInput } from "../lazy-input";
import { ORDERED_OPERATORS } from "../operators";
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
  canSort: true,
  fitsCell: true,
  isCompact: true,
});
