import { expect, test } from "vitest";
import { makeCollection } from "@/testing/factories";
import { dayCount, seriesOf } from "./use-growth";

test("a group of the API is a day with its count", () => {
  const row = { created_at_year: 2026, created_at_month: 3, created_at_day: 7, count: 12 };
  expect(dayCount(row, "created_at")).toEqual({ day: "2026-03-07", count: 12 });
  expect(dayCount({ ...row, count: "12" }, "created_at").count).toBe(12);
});

test("the largest collections are told apart, the others are one series", () => {
  const grown = [1, 5, 2, 9].map((count, at) => ({
    collection: makeCollection({ name: `c${at}` }),
    counts: [{ day: "2026-01-01", count }],
  }));
  const series = seriesOf(grown, 3);
  expect(series.map(({ collections, total }) => [collections.map(({ name }) => name), total])).toEqual([
    [["c3"], 9],
    [["c1"], 5],
    [["c2", "c0"], 3],
  ]);
  expect(series[2]?.byDay.get("2026-01-01")).toBe(3);
});
