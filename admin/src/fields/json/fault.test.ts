import { expect, test } from "vitest";
import { jsonFault } from "./fault";

test.each([
  ["", null],
  ['{"a": [1, -2.5e3, true, null, "x\\n"], "b": {}}', null],
  ['{"a": 1,}', { line: 1, column: 9 }],
  ['{"a": 1\n  "b": 2}', { line: 2, column: 3 }],
  ["[1, 2", { line: 1, column: 6 }],
  ["{a: 1}", { line: 1, column: 2 }],
  ["[1] 2", { line: 1, column: 5 }],
  ["[1}", { line: 1, column: 3 }],
  ['["open', { line: 1, column: 2 }],
  ["01", { line: 1, column: 2 }],
  ["\n\n  nul", { line: 3, column: 3 }],
])("%j", (text, expected) => {
  expect(jsonFault(text)).toEqual(expected);
});
