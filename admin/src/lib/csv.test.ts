import { expect, test } from "vitest";
import { delimiterOf, readCsv } from "./csv";

test.each([
  [
    "a,b\r\n1,2\r\n",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    '\uFEFFa,b\n"x, y","say ""so"""',
    [
      ["a", "b"],
      ["x, y", 'say "so"'],
    ],
  ],
  ['a\n"two\nlines"\n\n,\nlast', [["a"], ["two\nlines"], ["last"]]],
  ["", []],
])("%j", (text, rows) => {
  expect(readCsv(text, ",", 10)).toEqual(rows);
});

test("no more rows than are wanted, and none that breaks off", () => {
  expect(readCsv("a\n1\n2\n3", ",", 2)).toEqual([["a"], ["1"]]);
  expect(readCsv("a,b\n1,2\n3,", ",", 10, true)).toEqual([
    ["a", "b"],
    ["1", "2"],
  ]);
});

test.each([
  ["name;age\n", ";"],
  ['"a,b,c"\tb\n', "\t"],
  ["one\n", ","],
  ["a|b,c|d\n", "|"],
])("the delimiter of %j", (text, delimiter) => {
  expect(delimiterOf(text)).toBe(delimiter);
});
