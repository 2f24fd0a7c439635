import { expect, test } from "vitest";
import type { Relation } from "@/api/model-types";
import { makeCollection, makeField, makeModel } from "@/testing/factories";
import { backOf, type Link, leadOf, linksJson, linksOf, linkTitle } from "./link";

const relation = (part: Partial<Relation>): Relation => ({
  kind: "m2m",
  targets: ["tags"],
  isMany: true,
  inverse: null,
  through: null,
  ...part,
});
const many = makeField({ name: "tags", kind: "relation", relation: relation({}) });
const link = (id: string, part: Partial<Link> = {}): Link => ({
  collection: "tags",
  id,
  item: {},
  made: null,
  ...part,
});

test("what is not changed is sent as it came, and what is new travels with it", () => {
  const saved = linksOf([{ id: "a" }, { id: "b" }], many);
  expect(linksJson(saved, many)).toEqual(["a", "b"]);
  const made = link("x", { made: { name: "New" }, isNew: true });
  const changed = link("b", { made: { id: "b", name: "Other" } });
  expect(linksJson({ ...saved, links: [link("a"), changed, made] }, many)).toEqual({
    create: [{ name: "New" }],
    update: [{ id: "b", name: "Other" }],
    delete: [],
  });
  expect(linksJson({ links: [made], saved: [] }, many)).toEqual([{ name: "New" }]);
});

test("another order is a list, where there is an order; without one it is no change of rows", () => {
  const saved = linksOf(["a", "b"], many);
  expect(linksJson({ ...saved, links: [link("b"), link("a")] }, many)).toEqual(["b", "a"]);
  const back = makeField({ name: "comments", kind: "relation", relation: relation({ kind: "o2m" }) });
  expect(linksJson({ ...linksOf(["a", "b"], back), links: [link("b")] }, back)).toEqual({
    create: [],
    update: [],
    delete: ["a"],
  });
});

test("one link is its key, or the item that is made with it", () => {
  const one = makeField({ kind: "relation", relation: relation({ kind: "m2o", isMany: false }) });
  expect(linksJson({ links: [link("a")], saved: [] }, one)).toBe("a");
  expect(linksJson({ links: [link("x", { made: { name: "New" }, isNew: true })], saved: [] }, one)).toEqual({
    name: "New",
  });
  expect(linksJson({ links: [], saved: [] }, one)).toBeNull();
});

test("a row between two items is named by where it leads, and does not ask for where it comes from", () => {
  const to = (name: string, target: string) =>
    makeField({
      collection: "roles",
      name,
      kind: "relation",
      relation: relation({ kind: "m2o", isMany: false, targets: [target] }),
    });
  const model = makeModel([
    makeCollection(),
    makeCollection({ name: "authors", display: "{{name}}" }),
    makeCollection({
      name: "roles",
      display: "{{role}}",
      fields: [to("article", "articles"), to("author", "authors")],
    }),
  ]);
  const field = makeField({ kind: "relation", relation: relation({ targets: ["authors"], through: "roles" }) });
  expect([leadOf(field, model)?.name, backOf(field, model)]).toEqual(["author", "article"]);
  const row = {
    collection: "roles",
    id: "1",
    item: { role: "photography", author: { id: "a", name: "Ada" } },
    made: null,
  };
  expect(linkTitle(row, model, field)).toBe("Ada · photography");
});
