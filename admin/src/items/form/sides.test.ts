import { expect, test } from "vitest";
import { sides } from "./sides";

test("what both have in common stands around what differs", () => {
  expect(sides("The tide is low today", "The tide is very high today")).toEqual({
    mine: { before: "The tide is ", changed: "low", after: " today" },
    theirs: { before: "The tide is ", changed: "very high", after: " today" },
  });
  expect(sides("a a", "a a a")?.theirs.changed).toBe(" a");
  expect(sides(1, "1")).toBeNull();
});
