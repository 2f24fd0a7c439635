import { countProblems } from "../counts";
import { defineField } from "../define-field";
import { JsonCell } from "../json-cell";
import { lazyInput } from "../lazy-input";
import type { Row } from "../nested";
import { PRESENCE_OPERATORS } from "../operators";
import { readRows, rowProblems, writeRows } from "./rows";

export const list = defineField<readonly Row[]>({
  type: "list",
  empty: [],
  fromJson: readRows,
  toJson: writeRows,
  isEmpty: (value) => value.length === 0,
  validate: (value, field) => [...countProblems(value.length, field), ...rowProblems(value, field)],
  Input: lazyInput(() => import("./input").then((module) => module.ListInput)),
  Cell: JsonCell,
  operators: PRESENCE_OPERATORS,
  isWide: true,
  showsInside: true,
  canSort: false,
});
