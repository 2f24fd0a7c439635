import { defineField } from "../define-field";
import { lazyFilter, lazyInput } from "../lazy-input";
import { TEXT_OPERATORS } from "../operators";
import { TextCell } from "../text-cell";
import { TEXT_VALUE } from "../text-value";

/** Made by the server from other fields: never sent. */
export const computed = defineField<string>({
  type: "computed",
  ...TEXT_VALUE,
  Input: lazyInput(() => import("./input").then((module) => module.ComputedInput)),
  Cell: TextCell,
  operators: TEXT_OPERATORS,
  FilterInput: lazyFilter(() => import("../line-filter").then((module) => module.LineFilter)),
  canSort: true,
});
