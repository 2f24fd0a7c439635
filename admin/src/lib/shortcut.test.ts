import { expect, test } from "vitest";
import { matches, shownKeys } from "./shortcut";

function stroke(key: string, held: readonly ("ctrlKey" | "metaKey" | "shiftKey" | "altKey")[] = []) {
  const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
  return { key, ...none, ...Object.fromEntries(held.map((name) => [name, true])) };
}

test("mod is Ctrl, or the command key of a Mac", () => {
  expect(matches(stroke("k", ["ctrlKey"]), "mod+k", false)).toBe(true);
  expect(matches(stroke("k", ["metaKey"]), "mod+k", true)).toBe(true);
  expect(matches(stroke("k", ["ctrlKey"]), "mod+k", true)).toBe(false);
  expect(matches(stroke("k"), "mod+k", false)).toBe(false);
});

test("other keys that are held make it another stroke", () => {
  expect(matches(stroke("k", ["ctrlKey", "altKey"]), "mod+k", false)).toBe(false);
  expect(matches(stroke("D", ["shiftKey"]), "d", false)).toBe(false);
  expect(matches(stroke("D", ["shiftKey"]), "shift+d", false)).toBe(true);
  expect(matches(stroke("?", ["shiftKey"]), "?", false)).toBe(true);
});

test("keys are shown as the keyboard shows them", () => {
  expect(shownKeys("mod+enter", true)).toEqual(["⌘", "↵"]);
  expect(shownKeys("mod+k", false)).toEqual(["Ctrl", "K"]);
});
