import { expect, test } from "vitest";
import { activityFilter, activitySearch } from "./search";

const now = new Date("2026-11-26T12:00:00Z");

test("what a URL says becomes one filter", () => {
  const search = activitySearch({ person: "p", collection: "articles", item: "1", action: "update", since: "week" });
  expect(JSON.parse(activityFilter(search, now) ?? "")).toEqual({
    _and: [
      { user_id: { _eq: "p" } },
      { collection: { _eq: "articles" } },
      { item: { _eq: "1" } },
      { action: { _eq: "update" } },
      { timestamp: { _gte: "2026-11-19T12:00:00.000Z" } },
    ],
  });
});

test("what it cannot mean is left out", () => {
  const search = activitySearch({ person: "", action: 7, since: "toString", page: "3" });
  expect(activityFilter(search, now)).toBeUndefined();
});
