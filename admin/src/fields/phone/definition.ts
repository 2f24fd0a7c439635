import { defineField } from "../define-field";
import { lazyFilter, lazyInput } from "../lazy-input";
import { TEXT_OPERATORS } from "../operators";
import { TextCell } from "../text-cell";
import { formed, TEXT_VALUE } from "../text-value";

export const phone = defineField<string>({
  type: "phone",
  ...TEXT_VALUE,
  validate: formed(/^[+0-9][0-9 ()/.-]*$/, "phone"),
  Input: lazyInput(() => import("./input").then((module) => module.PhoneInput)),
  Cell: TextCell,
  operators: TEXT_OPERATORS,
  FilterInput: lazyFilter(() => import("../line-filter").then((module) => module.LineFilter)),
  canSort: true,
  fitsCell: true,
  isCompact: true,
});
