/** Held to the same file as the server's evaluators in memory and in SQL. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { asList, asObject, asText, isObject, type JsonObject } from "../json";
import { decide, type FieldShape, isMatch, type Shape } from "./condition";
import { UNTOLD } from "./verdict";

const file: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../../tests/vectors/filters.json"), "utf8"),
);
const vectors = asObject(file);
const models = asObject(vectors.models);
type Row = Record<string, unknown>;

/** `inverse: children` makes a field of its own on the other side. */
function shapeOf(collection: string): Shape {
  const inverses = Object.entries(models).flatMap(([from, model]) =>
    Object.entries(asObject(asObject(model).fields)).flatMap(([name, field]) => {
      const { inverse, to } = asObject(field);
      return to === collection && typeof inverse === "string" ? [{ inverse, from, name }] : [];
    }),
  );
  return {
    key: "id",
    fieldOf: (name): FieldShape | undefined => {
      if (name === "id") return { kind: "integer" };
      const back = inverses.find((one) => one.inverse === name);
      if (back !== undefined) return { kind: "relation", isMany: true, targets: { "": shapeOf(back.from) } };
      const field = asObject(asObject(models[collection]).fields)[name];
      if (typeof field === "string") return { kind: field };
      if (!isObject(field)) return undefined;
      const to = Array.isArray(field.to) ? asList(field.to).map(String) : [];
      const isMany = field.many === true;
      if (typeof field.to === "string") return { kind: "relation", isMany, targets: { "": shapeOf(field.to) } };
      if (to.length > 0)
        return { kind: "relation", isMany, targets: Object.fromEntries(to.map((one) => [one, shapeOf(one)])) };
      return { kind: asText(field.type) ?? "" };
    },
  };
}

/** The rows, with the items that they link to in place of keys. */
function linkedRows(): Record<string, Row[]> {
  const rows = Object.fromEntries(
    Object.entries(asObject(vectors.rows)).map(([name, list]) => [
      name,
      asList(list).map((row): Row => ({ ...asObject(row) })),
    ]),
  );
  const find = (name: string, id: unknown) => rows[name]?.find((row) => row.id === id) ?? null;
  for (const sample of rows.samples ?? []) {
    sample.parent = find("samples", sample.parent);
    sample.owner = find("people", sample.owner);
    sample.marks = asList(sample.marks).map((id) => find("marks", id));
    sample.pinned = asList(sample.pinned).map((one) => {
      const { collection, item } = asObject(one);
      return { collection, item: find(asText(collection) ?? "", item) };
    });
  }
  const samples = rows.samples ?? [];
  for (const sample of samples) sample.children = samples.filter((one) => one.parent === sample);
  for (const person of rows.people ?? []) person.samples = samples.filter((one) => one.owner === person);
  for (const mark of rows.marks ?? []) mark.samples = samples.filter((one) => asList(one.marks).includes(mark));
  return rows;
}

test.each(asList(vectors.cases).map(asObject))("$filter", (vector) => {
  const verdicts = (linkedRows().samples ?? []).map((row) => [row.id, decide(vector.filter, row, shapeOf("samples"))]);
  const expected = (id: unknown) =>
    asList(vector.true).includes(id) ? true : asList(vector.unknown).includes(id) ? null : false;
  expect(verdicts).toEqual(verdicts.map(([id]) => [id, expected(id)]));
});

const shape: Shape = {
  key: "id",
  fieldOf: (name) =>
    ({
      access: { kind: "select" },
      price: { kind: "decimal" },
      at: { kind: "datetime" },
      author: { kind: "relation", targets: { "": { key: "id", fieldOf: () => ({ kind: "string" }) } } },
    })[name],
};

test.each<[JsonObject, Row, unknown]>([
  [{ author: { name: { _eq: "Ada" } } }, { author: "a-key" }, UNTOLD],
  [{ author: { name: { _eq: "Ada" } } }, { author: { id: "a-key", name: "Bo" } }, false],
  [{ author: { _nnull: true } }, { author: "a-key" }, true],
  [{ at: { _gte: "$NOW" } }, { at: "2020-01-01T00:00:00Z" }, UNTOLD],
  [{ price: { _operator_of_tomorrow: 1 } }, { price: "1.00" }, UNTOLD],
  [{ unheard_of: 1 }, {}, UNTOLD],
  [{ price: { _gt: 0 } }, {}, UNTOLD],
  [{ _and: [{ unheard_of: 1 }, { access: "paid" }] }, { access: "free" }, false],
  [{ _or: [{ unheard_of: 1 }, { access: "free" }] }, { access: "free" }, true],
  [{ _not: { unheard_of: 1 } }, {}, UNTOLD],
])("%j on %j: what this app cannot see is for the server to say", (filter, item, expected) => {
  expect(decide(filter, item, shape)).toBe(expected);
});

test("nothing is not more than nothing, but what cannot be told is let through", () => {
  const rule = { _or: [{ access: { _eq: "free" } }, { price: { _gt: 0 } }] };
  const check = (item: Row) => isMatch(rule, item, shape);
  expect([{ access: "paid", price: null }, { access: "paid", price: "0.01" }, { access: "paid" }].map(check)).toEqual([
    false,
    true,
    true,
  ]);
});
