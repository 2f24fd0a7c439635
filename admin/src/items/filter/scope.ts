/** What a condition can be about: the fields of a collection, functions of them, and what relations lead to. */
import type { Collection, Field, Model } from "@/api/model-types";
import { isMany, isToAny } from "@/fields/link";
import { ORDERED_OPERATORS, type Part } from "@/fields/operators";
import { definitionOf, operatorsOf } from "@/fields/registry";
import { plainField } from "@/fields/richtext/plain-field";

export interface Scope {
  /** One; or those that a relation to any leads to. */
  readonly collections: readonly Collection[];
  /** It has not been said which of them: `collection` and `item:articles` are the names. */
  readonly isBranched: boolean;
}

export interface Subject {
  /** As the filter names it. */
  readonly name: string;
  /** What it is called, and what its values are like. */
  readonly field: Field;
  readonly part: Part | null;
  readonly operators: readonly string[];
  /** What lies behind a relation. */
  readonly below: Scope | null;
  readonly isMany: boolean;
}

export function scopeOf(collection: Collection): Scope {
  return { collections: [collection], isBranched: false };
}

export function subjectsOf(scope: Scope, model: Model): readonly Subject[] {
  if (scope.isBranched) return branches(scope.collections);
  return scope.collections.flatMap(({ fields, permissions }) => {
    const readable = fields.filter((field) => field.isKey || permissions.read.fields.has(field.name));
    return readable.flatMap((field) => subjectsOfField(field, model));
  });
}

export function subjectOf(scope: Scope, name: string, model: Model): Subject | undefined {
  return subjectsOf(scope, model).find((subject) => subject.name === name);
}

function subjectsOfField(field: Field, model: Model): readonly Subject[] {
  const targets = field.relation?.targets.flatMap((target) => model.collections.get(target) ?? []) ?? [];
  const below = targets.length === 0 ? null : { collections: targets, isBranched: isToAny(field) };
  const operators = operatorsOf(field);
  const own: Subject = { name: field.name, field, part: null, operators, below, isMany: isMany(field) };
  const parts = definitionOf(field).parts ?? (isMany(field) ? (["count"] as const) : []);
  return [...(operators.length > 0 ? [own] : []), ...parts.map((part) => partOf(field, part))];
}

function partOf(field: Field, part: Part): Subject {
  const number: Field = { ...plainField(""), label: field.label, name: field.name, kind: "integer" };
  const name = `${part}(${field.name})`;
  return { name, field: number, part, operators: ORDERED_OPERATORS, below: null, isMany: false };
}

const KEY_OPERATORS = ["_eq", "_neq", "_in", "_nin"];

function branches(collections: readonly Collection[]): readonly Subject[] {
  const options = collections.map(({ name, label }) => ({ value: name, label: { ...label } }));
  const plain = { part: null, operators: KEY_OPERATORS, isMany: false } as const;
  const which: Field = { ...plainField(""), name: "collection", label: {}, kind: "select", options: { options } };
  const items = collections.map((collection): Subject => {
    const name = `item:${collection.name}`;
    const relation = { kind: "m2o", targets: [collection.name], isMany: false, inverse: null, through: null } as const;
    const field: Field = { ...plainField(""), name: collection.name, label: collection.label, relation };
    return { ...plain, name, field, below: scopeOf(collection) };
  });
  return [{ ...plain, name: "collection", field: which, below: null }, ...items];
}
