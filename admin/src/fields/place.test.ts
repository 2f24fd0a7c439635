import { expect, test } from "vitest";
import { isBelow, shownAt } from "./place";

const problems = [
  { path: "body", message: "whole" },
  { path: "body[2].text", message: "text" },
  { path: "body[2].text.content[0].attrs.src", message: "address" },
  { path: "bodyguard", message: "another" },
];

test("who shows what is inside is told of itself only; who does not, of all that is below", () => {
  expect(shownAt(problems, "body", true)).toEqual(["whole"]);
  expect(shownAt(problems, "body", false)).toEqual(["whole", "text", "address"]);
  expect(shownAt(problems, "body[2].text", false)).toEqual(["text", "address"]);
});

test("below is a member or an element, and no longer name", () => {
  expect([
    isBelow("body.a", "body"),
    isBelow("body[0]", "body"),
    isBelow("bodyguard", "body"),
    isBelow("body", "body"),
  ]).toEqual([true, true, false, false]);
});
