import { expect, test } from "vitest";
import type { Relation } from "@/api/model-types";
import { isSameJson, type JsonObject } from "@/lib/json";
import { makeCollection, makeField, makeModel } from "@/testing/factories";
import { firstFilling, jsonOf, newRow, presetFields, presetOf } from "./preset";

const to = (target: string, part: Partial<Relation> = {}) =>
  makeField({
    name: target,
    kind: "relation",
    relation: { kind: "m2o", targets: [target], isMany: false, inverse: null, through: null, ...part },
  });
const articles = makeCollection({
  fields: [
    makeField({ name: "id", kind: "uuid", isKey: true }),
    makeField(),
    makeField({ name: "is_breaking", kind: "boolean" }),
    makeField({ name: "published_at", kind: "datetime" }),
    makeField({ name: "created_at", kind: "datetime", special: new Set(["date-created"]) }),
    makeField({ name: "seo", kind: "json" }),
    makeField({ name: "line", kind: "computed", isAlias: true }),
    makeField({ name: "pin", kind: "secret" }),
    to("authors"),
    to("quintet_users"),
    to("tags", { kind: "m2m", isMany: true }),
    to("comments", { kind: "o2m", isMany: true }),
    to("facts", { kind: "m2m", isMany: true, through: "article_facts" }),
  ],
});
const users = makeCollection({
  name: "quintet_users",
  fields: [
    makeField({ name: "id", kind: "uuid", isKey: true }),
    makeField({ name: "last_name" }),
    makeField({ name: "password", kind: "password" }),
    { ...to("authors"), name: "profile" },
  ],
});
const model = makeModel([articles, users]);
const fields = presetFields(articles);
const read = (json: JsonObject) => presetOf(json, fields, model);

test("what the server keeps, secrets, and items of others cannot be filled in", () => {
  expect(fields.map(({ name }) => name)).toEqual([
    "title",
    "is_breaking",
    "published_at",
    "seo",
    "authors",
    "quintet_users",
    "tags",
  ]);
});

test.each<[JsonObject, string]>([
  [{ title: "New" }, "value"],
  [{ is_breaking: false }, "value"],
  [{ seo: { a: [1, null] } }, "value"],
  [{ authors: "ada" }, "value"],
  [{ title: null }, "nothing"],
  [{ tags: ["sea", "$CURRENT_USER"] }, "keys"],
  [{ title: "$CURRENT_USER.last_name" }, "variable"],
  [{ title: "$CURRENT_ROLE" }, "variable"],
  [{ published_at: "$NOW" }, "variable"],
  [{ published_at: "$NOW(+2 weeks)" }, "variable"],
  [{ authors: "$CURRENT_USER.profile" }, "variable"],
  [{ quintet_users: "$CURRENT_USER" }, "variable"],
])("%j is drawn, and written as it was", (json, kind) => {
  const preset = read(json);
  expect(preset.rows.map(({ filling }) => filling.kind)).toEqual([kind]);
  expect(jsonOf(preset)).toEqual(json);
});

test.each<JsonObject>([
  { gone: 1 },
  { created_at: "$NOW" },
  { title: { de: "Neu" } },
  { title: "$CURRENT_USER.password" },
  { published_at: "$NOW(+90 sec)" },
  { authors: { name: "Ada" } },
  { authors: "$CURRENT_USER" },
  { tags: [{ name: "sea" }] },
  { tags: [] },
  { comments: ["one"] },
])("%j is kept as it is written", (json) => {
  const preset = read({ ...json, title: json.title ?? "New" });
  expect(isSameJson(preset.kept, json)).toBe(true);
  const renamed = { ...preset, rows: preset.rows.map((row) => ({ ...row, filling: { kind: "nothing" } as const })) };
  expect(jsonOf(renamed)).toEqual({ ...(json.title === undefined ? { title: null } : {}), ...json });
});

test("a new row is written when it has a value, and a switch has one at once", () => {
  const started = (name: string) => {
    const field = fields.find((one) => one.name === name) ?? null;
    return jsonOf({ rows: [newRow(field, field === null ? undefined : firstFilling(field))], kept: {} });
  };
  expect([started("title"), started("tags"), started("none")]).toEqual([null, null, null]);
  expect(started("is_breaking")).toEqual({ is_breaking: false });
});
