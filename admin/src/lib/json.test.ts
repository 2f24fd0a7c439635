import fc from "fast-check";
import { expect, test } from "vitest";
import { isSameJson } from "./json";

test("the order of members does not count, the order of a list does", () => {
  expect(isSameJson({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBe(true);
  expect(isSameJson([1, 2], [2, 1])).toBe(false);
  expect(isSameJson({ a: undefined }, {})).toBe(false);
  expect(isSameJson(null, {})).toBe(false);
});

test("a value equals its copy, and nothing equals it with one member more", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(isSameJson(value, structuredClone(value))).toBe(true);
      expect(isSameJson({ value }, { value, more: 1 })).toBe(false);
    }),
  );
});
