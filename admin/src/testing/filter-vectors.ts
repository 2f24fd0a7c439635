/** tests/vectors/filters.json: what every filter means, here as on the server. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Field, Model, Relation } from "@/api/model-types";
import type { FieldShape, Shape } from "@/lib/condition/condition";
import { asList, asObject, asText, isObject } from "@/lib/json";
import { makeCollection, makeField, makeModel } from "./factories";

const file: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../tests/vectors/filters.json"), "utf8"),
);
export const vectors = asObject(file);
const models = asObject(vectors.models);
export type Row = Record<string, unknown>;

/** `inverse: children` makes a field of its own on the other side. */
export function shapeOf(collection: string): Shape {
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
export function linkedRows(): Record<string, Row[]> {
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

/** The same collections as a model. */
export function vectorModel(): Model {
  const all = Object.keys(models);
  return makeModel(
    all.map((name) => {
      const own = Object.entries(asObject(asObject(models[name]).fields)).map(([field, json]) =>
        fieldOf(name, field, json),
      );
      const back = all.flatMap((from) => inversesOf(from, name));
      const key = makeField({ collection: name, name: "id", kind: "integer", isKey: true });
      return makeCollection({ name, fields: [key, ...own, ...back] });
    }),
  );
}

function fieldOf(collection: string, name: string, json: unknown): Field {
  if (typeof json === "string") return makeField({ collection, name, kind: json });
  const { type, to, many, ...options } = asObject(json);
  const targets = typeof to === "string" ? [to] : asList(to).map(String);
  if (targets.length === 0) return makeField({ collection, name, kind: asText(type) ?? "", options });
  return makeField({ collection, name, kind: "relation", relation: link(targets, many === true) });
}

function link(targets: readonly string[], isMany: boolean): Relation {
  const kind = targets.length > 1 ? "m2a" : isMany ? "m2m" : "m2o";
  return { kind, targets, isMany, inverse: null, through: null };
}

function inversesOf(from: string, to: string): readonly Field[] {
  return Object.values(asObject(asObject(models[from]).fields)).flatMap((json) => {
    const { inverse, to: target } = asObject(json);
    if (target !== to || typeof inverse !== "string") return [];
    return makeField({ collection: to, name: inverse, kind: "relation", relation: link([from], true) });
  });
}
