import { defineField } from "../define-field";
import { UnknownCell } from "./cell";
import { UnknownInput } from "./input";

/** For a type that this app does not know (a newer server): shown, never changed, never a crash. */
export const unknown = defineField<unknown>({
  type: "unknown",
  empty: null,
  fromJson: (json) => json ?? null,
  toJson: (value) => value,
  isEmpty: (value) => value === null,
  validate: () => null,
  Input: UnknownInput,
  Cell: UnknownCell,
  operators: [],
  canSort: false,
});
