import { expect, test } from "vitest";
import { nowOf, nowText } from "./now";

test.each([
  ["$NOW", { amount: 0, unit: "day" }],
  ["$NOW(-7 days)", { amount: -7, unit: "day" }],
  ["$NOW(+1 month)", { amount: 1, unit: "month" }],
  [" $NOW( 2 weeks ) ", { amount: 2, unit: "week" }],
])("%s is read", (text, now) => {
  expect(nowOf(text)).toEqual(now);
});

test.each(["$NOWHERE", "$NOW(x)", "$NOW(1 mth)", "2026-01-01", "$CURRENT_USER"])("%s is not", (text) => {
  expect(nowOf(text)).toBe(null);
});

test("what is written is read again", () => {
  for (const text of ["$NOW", "$NOW(-1 day)", "$NOW(+3 years)"]) expect(nowText(nowOf(text) ?? never())).toBe(text);
});

function never(): never {
  throw new Error("not read");
}
