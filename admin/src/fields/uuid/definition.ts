import { defineField } from "../define-field";
import { lazyInput } from "../lazy-input";
import { EQUAL_OPERATORS } from "../operators";
import { TextCell } from "../text-cell";
import { formed, TEXT_VALUE } from "../text-value";

export const uuid = defineField<string>({
  type: "uuid",
  ...TEXT_VALUE,
  validate: formed(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "uuid"),
  Input: lazyInput(() => import("./input").then((module) => module.UuidInput)),
  Cell: TextCell,
  operators: EQUAL_OPERATORS,
  canSort: true,
  isCompact: true,
});
