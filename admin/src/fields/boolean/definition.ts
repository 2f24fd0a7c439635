import { defineField } from "../define-field";
import { lazyFilter, lazyInput } from "../lazy-input";
import { BOOLEAN_OPERATORS } from "../operators";
import { BooleanCell } from "./cell";

export const boolean = defineField<boolean | null>({
  type: "boolean",
  empty: null,
  fromJson: (json) => (typeof json === "boolean" ? json : null),
  toJson: (value) => value,
  isEmpty: (value) => value === null,
  validate: () => null,
  Input: lazyInput(() => import("./input").then((module) => module.BooleanInput)),
  Cell: BooleanCell,
  operators: BOOLEAN_OPERATORS,
  FilterInput: lazyFilter(() => import("./filter").then((module) => module.BooleanFilter)),
  canSort: true,
  fitsCell: true,
  isCompact: true,
});
