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

test("any zone's clock, also around the hours in which clocks are changed", () => {
  expect(toLocal("2026-07-01T00:30:00.000Z", "America/New_York")).toBe("2026-06-30T20:30");
  expect(fromLocal("2026-06-30T20:30", "America/New_York")).toBe("2026-07-01T00:30:00.000Z");
  expect(fromLocal("2026-01-15T12:00", "Asia/Kathmandu")).toBe("2026-01-15T06:15:00.000Z");
  for (const iso of [
    "2026-03-29T00:30:00.000Z",
    "2026-03-29T01:30:00.000Z",
    "2026-10-25T02:30:00.000Z",
    "0900-05-01T12:00:00.000Z",
  ]) {
    expect(fromLocal(toLocal(iso, "Europe/Berlin"), "Europe/Berlin")).toBe(iso);
  }
  expect(toLocal("2026-03-29T01:30:00.000Z", "UTC")).toBe("2026-03-29T01:30");
});
