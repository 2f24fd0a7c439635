/** What a rule fills in, as rows of a field and what it gets. What rows cannot say in the same sense is kept as it is written. */
import type { Collection, Field, Model } from "@/api/model-types";
import { variablesLike } from "@/fields/filter/variables";
import { isMany } from "@/fields/link";
import { definitionOf } from "@/fields/registry";
import { isOfServer } from "@/items/form/layout";
import { asText, isSameJson, type Json, type JsonObject } from "@/lib/json";
import { nowOf } from "@/lib/now";

export type Filling =
  /** In the shape of the field's definition. */
  | { readonly kind: "value"; readonly value: unknown }
  /** Of links to many: keys and variables. */
  | { readonly kind: "keys"; readonly keys: readonly Json[] }
  /** Known when the item is written: `$CURRENT_USER`, `$NOW(+1 week)`. */
  | { readonly kind: "variable"; readonly text: string }
  | { readonly kind: "nothing" };

export interface PresetRow {
  readonly id: number;
  /** Null while it is being chosen. */
  readonly field: Field | null;
  readonly filling: Filling;
}

export interface Preset {
  readonly rows: readonly PresetRow[];
  readonly kept: JsonObject;
}

const NOTHING: Filling = { kind: "nothing" };
let last = 0;

export function newRow(field: Field | null, filling: Filling = NOTHING): PresetRow {
  last += 1;
  return { id: last, field, filling };
}

/** Those that a rule may fill in, also where nobody may write them; links whose rows have fields of their own, or would be taken from others, are none. */
export function presetFields(collection: Collection): readonly Field[] {
  return collection.fields
    .filter((field) => !field.isKey && !isOfServer(field) && !definitionOf(field).isConfidential)
    .filter(({ relation, isAlias }) => {
      if (relation === null) return !isAlias;
      return relation.through === null && (relation.kind === "m2o" || relation.kind === "m2m");
    })
    .map(alone);
}

/** There is no item that has links already: they are written as a whole, as within a document. */
function alone(field: Field): Field {
  return { ...field, special: new Set([...field.special, "nested"]) };
}

export function presetOf(json: JsonObject, fields: readonly Field[], model: Model): Preset {
  const rows: PresetRow[] = [];
  const kept: [string, Json][] = [];
  for (const [name, value = null] of Object.entries(json)) {
    const field = fields.find((one) => one.name === name);
    const filling = field === undefined ? null : fillingOf(value, field, model);
    if (field === undefined || filling === null) kept.push([name, value]);
    else rows.push(newRow(field, filling));
  }
  return { rows, kept: Object.fromEntries(kept) };
}

function fillingOf(json: Json, field: Field, model: Model): Filling | null {
  if (isMany(field) && field.relation !== null) return keysOf(json);
  if (json === null) return NOTHING;
  const text = asText(json);
  if (text !== null && /^\$[A-Z]/.test(text)) return isVariable(text, field, model) ? { kind: "variable", text } : null;
  const { fromJson, toJson } = definitionOf(field);
  const value = fromJson(json, field);
  return isSameJson(toJson(value, field) ?? null, json) ? { kind: "value", value } : null;
}

function keysOf(json: Json): Filling | null {
  const isKeys =
    Array.isArray(json) && json.length > 0 && json.every((key) => typeof key === "string" || typeof key === "number");
  return isKeys ? { kind: "keys", keys: json } : null;
}

function isVariable(text: string, field: Field, model: Model): boolean {
  if (isMoment(field) && nowOf(text) !== null) return true;
  return variablesLike(field, model).some((variable) => variable.text === text);
}

/** A moment may move with the clock. */
export function isMoment(field: Field): boolean {
  const parts: readonly string[] = definitionOf(field).parts ?? [];
  return parts.includes("year") || parts.includes("hour");
}

/** Where a row begins whose field was chosen just now. */
export function firstFilling(field: Field): Filling {
  if (isMany(field) && field.relation !== null) return { kind: "keys", keys: [] };
  const { empty, fromJson } = definitionOf(field);
  // A switch that is off says no.
  return { kind: "value", value: fromJson(false, field) === false ? false : empty };
}

/** Null: nothing is filled in. What has no value yet is left out. */
export function jsonOf({ rows, kept }: Preset): JsonObject | null {
  const pairs = rows.flatMap(({ field, filling }): [string, Json][] => {
    const json = field === null ? undefined : fillingJson(filling, field);
    return field === null || json === undefined ? [] : [[field.name, json]];
  });
  const json = { ...kept, ...Object.fromEntries(pairs) };
  return Object.keys(json).length === 0 ? null : json;
}

function fillingJson(filling: Filling, field: Field): Json | undefined {
  if (filling.kind === "nothing") return null;
  if (filling.kind === "variable") return filling.text;
  if (filling.kind === "keys") return filling.keys.length === 0 ? undefined : filling.keys;
  // What a definition writes is JSON.
  return (definitionOf(field).toJson(filling.value, field) ?? undefined) as Json | undefined;
}
