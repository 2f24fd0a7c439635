import { countProblems } from "../counts";
import { defineField } from "../define-field";
import { JsonCell } from "../json-cell";
import { lazyInput } from "../lazy-input";
import { DOCUMENT_OPERATORS, PARTS } from "../operators";
import { type Block, blockInsides, blockProblems, readBlocks, rebaseBlocks, withoutIds, writeBlocks } from "./value";

export const blocks = defineField<readonly Block[]>({
  type: "blocks",
  empty: [],
  fromJson: readBlocks,
  toJson: writeBlocks,
  isEmpty: (value) => value.length === 0,
  validate: (value, field) => [...countProblems(value.length, field), ...blockProblems(value, field)],
  insidesOf: blockInsides,
  Input: lazyInput(() => import("./input").then((module) => module.BlocksInput)),
  Cell: JsonCell,
  operators: DOCUMENT_OPERATORS,
  parts: PARTS.list,
  rebase: rebaseBlocks,
  copy: withoutIds,
  isWide: true,
  showsInside: true,
  canSort: false,
});
