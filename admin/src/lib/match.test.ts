import { expect, test } from "vitest";
import { matchScore } from "./match";

test("every word has to be there, wherever", () => {
  expect(matchScore("Site settings", "set si")).toBeGreaterThan(0);
  expect(matchScore("Site settings", "site pages")).toBe(0);
  expect(matchScore("Anything", "  ")).toBeGreaterThan(0);
});

test("the start counts more than the start of a word, and that more than the middle", () => {
  const scores = ["tags", "all tags", "stags"].map((label) => matchScore(label, "tag"));
  expect(scores).toEqual(scores.toSorted((left, right) => right - left));
  expect(new Set(scores).size).toBe(3);
});

test("accents do not count", () => {
  expect(matchScore("Éditions", "edit")).toBeGreaterThan(0);
});
