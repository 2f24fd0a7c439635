import { countProblems } from "../counts";
import { defineField } from "../define-field";
import { JsonCell } from "../json-cell";
import { lazyFilter, lazyInput } from "../lazy-input";
import { type Row, writeMembers } from "../nested";
import { LIST_OPERATORS, PARTS } from "../operators";
import { fieldsOf, readRows, rowProblems, writeRows } from "./rows";

export const list = defineField<readonly Row[]>({
  type: "list",
  empty: [],
  fromJson: readRows,
  toJson: writeRows,
  isEmpty: (value) => value.length === 0,
  validate: (value, field) => [...countProblems(value.length, field), ...rowProblems(value, field)],
  insidesOf: (value, field) => {
    const fields = fieldsOf(field);
    return value.map(({ key, members }) => ({
      key,
      label: null,
      fields,
      members,
      json: writeMembers(members, fields),
    }));
  },
  Input: lazyInput(() => import("./input").then((module) => module.ListInput)),
  Cell: JsonCell,
  operators: LIST_OPERATORS,
  FilterInput: lazyFilter(() => import("../line-filter").then((module) => module.LineFilter)),
  parts: PARTS.list,
  isWide: true,
  showsInside: true,
  canSort: false,
});
