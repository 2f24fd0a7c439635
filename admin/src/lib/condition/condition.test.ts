/** Held to the same file as the server's evaluators in memory and in SQL. */
import { expect, test } from "vitest";
import { linkedRows, shapeOf, vectors } from "@/testing/filter-vectors";
import { asList, asObject, type JsonObject } from "../json";
import { decide, isMatch, type Shape } from "./condition";
import { UNTOLD } from "./verdict";

type Row = Record<string, unknown>;

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
