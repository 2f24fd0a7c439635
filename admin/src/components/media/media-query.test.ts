import { expect, test } from "vitest";
import { mediaQuery, START } from "./media-query";

const filterOf = (place: Partial<typeof START>, accept: readonly string[] = []) => {
  const { filter } = mediaQuery({ ...START, ...place }, accept, 1);
  return filter === undefined ? null : JSON.parse(filter);
};

test("a folder shows what lies in it; a search looks everywhere", () => {
  expect(filterOf({})).toEqual({ _and: [{ folder: { _null: true } }] });
  expect(filterOf({ folder: "f" })).toEqual({ _and: [{ folder: { _eq: "f" } }] });
  expect(filterOf({ folder: "f", search: "tide" })).toBeNull();
});

test("what a field accepts, and what one looks for", () => {
  expect(filterOf({ search: "x" }, ["image/*", "application/pdf"])).toEqual({
    _and: [{ _or: [{ type: { _starts_with: "image/" } }, { type: { _eq: "application/pdf" } }] }],
  });
  expect(filterOf({ search: "x" }, ["*/*"])).toBeNull();
  expect(filterOf({ isWithoutAlt: true })).toEqual({
    _and: [{ type: { _starts_with: "image/" } }, { description: { _empty: true } }],
  });
  expect(filterOf({ search: "x", kind: "document" })._and).toHaveLength(3);
});
