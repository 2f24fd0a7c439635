import { expect, test } from "vitest";
import { slugify } from "./slugify";

test.each([
  ["Harbor reopens!", "harbor-reopens"],
  ["  Don't — stop ", "dont-stop"],
  ["Ærø, Łódź & Straße", "aero-lodz-strasse"],
  ["日本", ""],
  ["a".repeat(130), "a".repeat(120)],
])("%s", (text, slug) => {
  expect(slugify(text)).toBe(slug);
});
