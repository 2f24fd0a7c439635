import { expect, test } from "vitest";
import { makeCollection, makeField, makeModel } from "@/testing/factories";
import { sortKeys, sortPath, toggledSort } from "./sorting";

test("keys are read in their order", () => {
  expect(sortKeys("-published_at,author.name,")).toEqual([
    { path: "published_at", isDescending: true },
    { path: "author.name", isDescending: false },
  ]);
  expect(sortKeys(undefined)).toEqual([]);
});

test.each([
  // before, struck, with shift, after
  [undefined, "a", false, "a"],
  ["a", "a", false, "-a"],
  ["-a", "a", false, undefined],
  ["a", "b", false, "b"],
  // Alone again, before it turns around.
  ["a,-b", "b", false, "b"],
  ["a", "b", true, "a,b"],
  ["a,b", "b", true, "a,-b"],
  ["a,-b", "b", true, "a"],
  ["-a,b", "a", true, "b"],
  [undefined, "a", true, "a"],
])("%s, then %s (shift: %s) is %s", (before, path, isAdded, after) => {
  expect(toggledSort(before, path, isAdded)).toBe(after);
});

test("a link goes by the name of its item; what has no order has none", () => {
  const authors = makeCollection({ name: "authors", display: "{{name}}", fields: [makeField({ name: "name" })] });
  const link = { kind: "m2o", targets: ["authors"], isMany: false, inverse: null, through: null } as const;
  const model = makeModel([authors]);
  expect(sortPath(makeField({ name: "title" }), model)).toBe("title");
  expect(sortPath(makeField({ name: "author", kind: "relation", relation: link }), model)).toBe("author.name");
  expect(sortPath(makeField({ name: "authors", kind: "relation", relation: { ...link, isMany: true } }), model)).toBe(
    null,
  );
  expect(sortPath(makeField({ name: "extra", kind: "json" }), model)).toBe(null);
});
