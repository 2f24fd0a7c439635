import { expect, test } from "vitest";
import { NOTHING, toggled, toggledAll } from "./use-selection";

const page = ["a", "b", "c", "d", "e"];
const list = ({ ids }: { readonly ids: ReadonlySet<unknown> }) => [...ids].sort().join("");

test("a range reaches from the last one to this one, in both directions", () => {
  const one = toggled(NOTHING, page, "d", false);
  expect(list(toggled(one, page, "b", true))).toBe("bcd");
  expect(list(toggled(toggled(NOTHING, page, "a", false), page, "c", true))).toBe("abc");
});

test("a range takes out where its end was chosen", () => {
  const all = toggledAll(NOTHING, page, true);
  const without = toggled(all, page, "b", false);
  expect(list(without)).toBe("acde");
  expect(list(toggled(without, page, "d", true))).toBe("ae");
});

test("a range without a beginning on this page is one item", () => {
  const other = toggled(NOTHING, ["x"], "x", false);
  expect(list(toggled(other, page, "c", true))).toBe("cx");
});

test("one taken out of everything leaves the rest of the page", () => {
  const everything = { ids: new Set<string>(), isEverything: true, anchor: null };
  const left = toggled(everything, page, "c", false);
  expect([list(left), left.isEverything]).toEqual(["abde", false]);
  expect(list(toggledAll(everything, page, false))).toBe("");
});

test("pages add up", () => {
  expect(list(toggledAll(toggledAll(NOTHING, ["x", "y"], true), page, true))).toBe("abcdexy");
});
