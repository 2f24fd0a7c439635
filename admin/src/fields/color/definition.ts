import { defineField } from "../define-field";
import { lazyInput } from "../lazy-input";
import { EQUAL_OPERATORS } from "../operators";

import { formed, TEXT_VALUE } from "../text-value";
import { ColorCell } from "./cell";

export const color = defineField<string>({
  type: "color",
  ...TEXT_VALUE,
  validate: formed(/^#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i, "color"),
  Input: lazyInput(() => import("./input").then((module) => module.ColorInput)),
  Cell: ColorCell,
  operators: EQUAL_OPERATORS,
  canSort: true,
  isCompact: true,
});
