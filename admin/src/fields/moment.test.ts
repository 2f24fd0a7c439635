import { expect, test } from "vitest";
import { fromLocal, toLocal, zoneOf } from "./moment";

test("a moment comes back as it was, to the minute and to the second", () => {
  for (const iso of ["2026-03-01T12:00:00.000Z", "1999-12-31T23:59:58.000Z", "2026-07-01T00:30:00.000Z"]) {
    expect(fromLocal(toLocal(iso))).toBe(iso);
  }
});

test("what is no moment is nothing", () => {
  expect([toLocal(""), toLocal("soon"), fromLocal(""), fromLocal("2026-13-01T00:00")]).toEqual(["", "", "", ""]);
});

test("the zone has a name", () => {
  expect(zoneOf(new Date(0), "en")).not.toBe("");
});
