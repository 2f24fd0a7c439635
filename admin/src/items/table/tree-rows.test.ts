import { expect, test } from "vitest";
import type { Item, ItemPage } from "@/api/items";
import { makeCollection, makeField } from "@/testing/factories";
import { branchQuery, nodesOf, steppedParent } from "./tree-rows";

const parent = makeField({
  collection: "sections",
  name: "parent",
  kind: "relation",
  relation: {
    kind: "m2o",
    targets: ["sections"],
    isMany: false,
    inverse: { collection: "sections", field: "children" },
    through: null,
  },
});
const sections = makeCollection({
  name: "sections",
  treeField: "parent",
  fields: [makeField({ name: "id", isKey: true }), makeField({ name: "name" }), parent],
});

function page(...items: readonly Item[]): ItemPage {
  return { items, total: null, matching: null, estimate: null, nextCursor: null };
}

const pages = new Map([
  [null, page({ id: "a", children_count: 2 }, { id: "b", children_count: 0 })],
  ["a", page({ id: "a1", children_count: 1 }, { id: "a2", children_count: 0 })],
  ["a1", page({ id: "a", children_count: 2 })],
]);
const shown = (open: readonly string[]) =>
  nodesOf(sections, pages, new Set(open)).map(({ id, level, isOpen }) => `${id}${level}${isOpen ? "+" : ""}`);

test("what is open has its children below it", () => {
  expect(shown([])).toEqual(["a1", "b1"]);
  expect(shown(["a"])).toEqual(["a1+", "a12", "a22", "b1"]);
});

test("a circle is not followed, and what has no children is not open", () => {
  expect(shown(["a", "a1", "b"])).toEqual(["a1+", "a12+", "a22", "b1"]);
});

test("children that are on their way are told", () => {
  const [node] = nodesOf(sections, new Map([[null, page({ id: "x" })]]), new Set(["x"]));
  expect(node).toMatchObject({ isOpen: true, isLoading: true, mayHaveChildren: true });
});

test("a branch asks for its own items and how many each has below it", () => {
  expect(branchQuery(sections, { fields: "id,name", sort: "name" }, "a", 100)).toEqual({
    fields: "id,name,count(children)",
    sort: "name",
    filter: '{"parent":{"_eq":"a"}}',
    limit: "100",
    cursor: "*",
  });
});

test("keys lead under the one before, and out beside the parent", () => {
  const nodes = nodesOf(sections, pages, new Set(["a"]));
  const steps = nodes.map((node) => [steppedParent(nodes, node, "in"), steppedParent(nodes, node, "out")]);
  expect(steps).toEqual([
    [undefined, undefined],
    [undefined, null],
    ["a1", null],
    ["a", undefined],
  ]);
});
