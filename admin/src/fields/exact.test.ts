import { expect, test } from "vitest";
import { makeField } from "@/testing/factories";
import { bigintProblem, cleanExact, decimalProblem, scaled } from "./exact";

test("digits are kept that a number would lose", () => {
  expect(scaled("90071992547409.93", 2)).toBe(9007199254740993n);
  expect(scaled("-0.5", 2)).toBe(-50n);
  expect(scaled("1.005", 2)).toBeNull();
  expect(scaled("1.50", 1)).toBe(15n);
});

test.each([
  ["12.345", "scale"],
  ["1234567.00", "precision"],
  ["-0.01", "tooSmall"],
  ["a", "notNumber"],
  ["12.30", undefined],
])("decimal %s", (value, key) => {
  const field = makeField({ options: { precision: 8, scale: 2, min: "0.00", max: null } });
  expect(decimalProblem(value, field)?.key).toBe(key);
});

test.each([
  ["9223372036854775807", undefined],
  ["9223372036854775808", "tooLarge"],
  ["-9223372036854775809", "tooSmall"],
  ["1.0", "notWhole"],
])("bigint %s", (value, key) => {
  expect(bigintProblem(value, makeField())?.key).toBe(key);
});

test("a comma is a point", () => {
  expect([cleanExact("1,5"), cleanExact("1 000"), cleanExact("1,000,0")]).toEqual(["1.5", "1000", "1,000,0"]);
});
