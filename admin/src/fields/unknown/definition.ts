import { defineField } from "../define-field";
import { lazyInput } from "../lazy-input";
import { UnknownCell } from "./cell";

/** For a type that this app does not know (a newer server): shown, never changed, never a crash. */
export const unknown = defineField<unknown>({
  type: "unknown",
  empty: null,
  fromJson: (json) => json ?? null,
  toJson: (value) => value,
  isEmpty: (value) => value === null,
  validate: () => null,
  Input: lazyInput(() => import("./input").then((module) => module.UnknownInput)),
  Cell: UnknownCell,
  operators: [],
  canSort: false,
});
