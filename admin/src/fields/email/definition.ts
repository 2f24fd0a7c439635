import { defineField } from "../define-field";
import { lazyInput } from "../lazy-input";
import { TEXT_OPERATORS } from "../operators";
import { TextCell } from "../text-cell";
import { formed, TEXT_VALUE } from "../text-value";

export const email = defineField<string>({
  type: "email",
  ...TEXT_VALUE,
  validate: formed(/^[^\s@]+@[^\s@]+\.?[^\s@]+$/, "email"),
  Input: lazyInput(() => import("./input").then((module) => module.EmailInput)),
  Cell: TextCell,
  operators: TEXT_OPERATORS,
  canSort: true,
  fitsCell: true,
});
