import { expect, test } from "vitest";
import { isMatch } from "./condition";

test.each([
  [{ access: { _eq: "paid" } }, { access: "paid" }, true],
  [{ access: { _eq: "paid" } }, { access: "free" }, false],
  [{ _or: [{ access: { _eq: "free" } }, { price: { _gt: 0 } }] }, { access: "paid", price: "0.00" }, false],
  [{ _or: [{ access: { _eq: "free" } }, { price: { _gt: 0 } }] }, { access: "paid", price: "0.01" }, true],
  [{ _and: [{ a: { _nnull: true } }, { b: { _null: true } }] }, { a: 1 }, true],
  [{ a: { _in: [1, 2] } }, { a: 2 }, true],
  [{ a: { _lt: 3 } }, { a: null }, false],
  [{ tags: { _empty: true } }, { tags: [] }, true],
  [{ at: { _gte: "$NOW" } }, { at: "2020-01-01T00:00:00Z" }, true],
  [{ a: { _regex_of_tomorrow: "x" } }, { a: "y" }, true],
  [{ author: { name: { _eq: "Ada" } } }, { author: "a-key" }, true],
])("%j on %j is %s", (filter, item, expected) => {
  expect(isMatch(filter, item)).toBe(expected);
});
