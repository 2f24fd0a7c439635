/**
 * Fields within a value: the members of objects, lists and blocks. They are fields like any other, through the same registry; a member's value is in the
 * shape of its own definition, so that what is typed half-way is kept.
 */
import { labelOfJson } from "@/api/label";
import type { Field, Relation } from "@/api/model-types";
import { asObject, asText, asTexts, type JsonObject } from "@/lib/json";
import type { FieldProblem } from "./define-field";

import { definitionOf } from "./registry";

export type Members = Readonly<Record<string, unknown>>;

/** One element of a list. The key is for React: elements have no identity but their place, and places change. */
export interface Row {
  readonly key: string;
  readonly members: Members;
}

const made = new WeakMap<object, readonly Field[]>();

/** The same list of fields for the same part of the model, so that inputs keep what they know. */
export function nestedFields(json: unknown, parent: Field): readonly Field[] {
  const list = Array.isArray(json) ? json : [json];
  const anchor = Array.isArray(json) ? json : asObject(json);
  const known = made.get(anchor);
  if (known !== undefined) return known;
  const fields = list.map((one) => nestedField(asObject(one), parent));
  made.set(anchor, fields);
  return fields;
}

function nestedField(json: JsonObject, parent: Field): Field {
  const meta = asObject(json.meta);
  const own = asObject(json.options);
  // A block within a block is described once, at the outermost.
  const blocks = Object.keys(asObject(own.blocks)).length > 0 ? own.blocks : parent.options.blocks;
  return {
    collection: parent.collection,
    name: asText(json.name) ?? "",
    label: labelOfJson(json.label ?? meta.label),
    help: labelOfJson(json.help ?? meta.help),
    placeholder: labelOfJson(json.placeholder ?? meta.placeholder),
    kind: asText(json.type) ?? "unknown",
    options: { ...own, blocks },
    isKey: false,
    isRequired: json.required === true,
    isUnique: false,
    isReadonly: false,
    isHidden: false,
    isSearchable: false,
    isAlias: false,
    special: new Set(["nested"]),
    default: json.default ?? null,
    width: asObject(meta.admin).width === "half" ? "half" : null,
    relation: relationOf(own),
    deprecated: null,
    meta,
  };
}

function relationOf(options: JsonObject): Relation | null {
  const targets = asTexts(options.to);
  const isMany = options.many === true;
  if (targets.length === 0) return null;
  const kind = targets.length > 1 ? "m2a" : isMany ? "m2m" : "m2o";
  return { kind, targets, isMany, inverse: null, through: null };
}

export function readMembers(json: unknown, fields: readonly Field[]): Members {
  const object = asObject(json);
  return Object.fromEntries(
    fields.map((field) => [field.name, definitionOf(field).fromJson(object[field.name], field)]),
  );
}

/** A new element: what the model gives by default. */
export function newMembers(fields: readonly Field[]): Members {
  return Object.fromEntries(fields.map((field) => [field.name, definitionOf(field).fromJson(field.default, field)]));
}

/** What is empty is left out. */
export function writeMembers(members: Members, fields: readonly Field[]): Record<string, unknown> {
  const pairs = fields.map((field) => [field.name, memberJson(members[field.name], field)] as const);
  return Object.fromEntries(pairs.filter(([, json]) => json !== null));
}

function memberJson(value: unknown, field: Field): unknown {
  return definitionOf(field).toJson(value, field) ?? null;
}

/** `path` leads to the members: `[0]`, or nothing for an object. */
export function memberProblems(members: Members, fields: readonly Field[], path: string): readonly FieldProblem[] {
  return fields.flatMap((field) => valueProblems(members[field.name], field, `${path}.${field.name}`));
}

export function valueProblems(value: unknown, field: Field, path: string): readonly FieldProblem[] {
  const definition = definitionOf(field);
  if (definition.isEmpty(value))
    return field.isRequired && definition.isMade?.(field) !== true ? [{ key: "required", path }] : [];
  const found = definition.validate(value, field);
  const list = found === null ? [] : "key" in found ? [found] : found;
  return list.map((problem) => ({ ...problem, path: path + (problem.path ?? "") }));
}

let keys = 0;
/** Drafts outlive a reload, and their keys with them. */
const page = Math.random().toString(36).slice(2, 8);

export function newKey(): string {
  keys += 1;
  return `${page}-${keys}`;
}
