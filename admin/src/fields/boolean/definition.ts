import { defineField } from "../define-field";
import { BOOLEAN_OPERATORS } from "../operators";
import { BooleanCell } from "./cell";
import { BooleanInput } from "./input";

export const boolean = defineField<boolean | null>({
  type: "boolean",
  empty: null,
  fromJson: (json) => (typeof json === "boolean" ? json : null),
  toJson: (value) => value,
  isEmpty: (value) => value === null,
  validate: () => null,
  Input: BooleanInput,
  Cell: BooleanCell,
  operators: BOOLEAN_OPERATORS,
  canSort: true,
});
