import { expect, test } from "vitest";
import { byDay, daysAgo } from "./days";

const at = (day: number, hour: number) => new Date(2026, 10, day, hour);

test("rows of one day stand together, in the order in which they come", () => {
  const days = byDay([at(26, 9), at(26, 0), at(25, 23)], (moment) => moment);
  expect(days.map(({ day, rows }) => [day.getDate(), rows.map((moment) => moment.getHours())])).toEqual([
    [26, [9, 0]],
    [25, [23]],
  ]);
});

test("a day begins at midnight, and the clock may be put back in between", () => {
  expect(daysAgo(at(26, 0), at(26, 23))).toBe(0);
  expect(daysAgo(at(25, 23), at(26, 0))).toBe(1);
  expect(daysAgo(new Date(2026, 9, 1), new Date(2026, 10, 1))).toBe(31);
});
