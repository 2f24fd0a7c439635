/**
 * The API's filters, decided on an item that stands in a form: `show_if` and `validate` answer while somebody types. The same meaning as on the server
 * (tests/vectors/filters.json); what cannot be told here counts as true, for the server judges again.
 */
import { asList, isObject, type JsonObject } from "../json";
import { type Call, callOf, resultOf } from "./functions";
import { operate } from "./operators";
import { allOf, anyOf, holds, not, UNTOLD, type Verdict } from "./verdict";

type Row = Readonly<Record<string, unknown>>;

/** What a field of the item is. */
export interface FieldShape {
  readonly kind: string;
  /** For relations: of the items on the other side, by collection where there are several (`""` else). Their rows stand in the item, or their keys. */
  readonly targets?: Readonly<Record<string, Shape>>;
  readonly isMany?: boolean;
}

export interface Shape {
  readonly key: string;
  /** Undefined: nothing is known of the field. */
  fieldOf(name: string): FieldShape | undefined;
}

export function isMatch(filter: JsonObject, item: Row, shape: Shape): boolean {
  const verdict = decide(filter, item, shape);
  return verdict === true || verdict === UNTOLD;
}

export function decide(filter: unknown, item: Row, shape: Shape): Verdict {
  if (!isObject(filter)) return true;
  return allOf(Object.entries(filter).map(([name, part]) => decidePart(name, part, item, shape)));
}

function decidePart(name: string, part: unknown, item: Row, shape: Shape): Verdict {
  if (name === "_and" || name === "_or") return several(name, part, (one) => decide(one, item, shape));
  // Asked for nothing, nothing is refused.
  if (name === "_not") return isObject(part) && Object.keys(part).length === 0 ? true : not(decide(part, item, shape));
  // An operator at the place of a field is about the item's key.
  if (name.startsWith("_")) return operate(name, shape.fieldOf(shape.key)?.kind ?? "uuid", item[shape.key], part);
  const call = callOf(name);
  const field = shape.fieldOf(call?.field ?? name);
  if (field === undefined) return UNTOLD;
  const value = item[call?.field ?? name];
  if (call !== null) return onValue("integer", called(call, field, value), part);
  return field.targets === undefined ? onValue(field.kind, value, part) : onLink(field, value, part);
}

/** An empty list of alternatives asks for nothing. */
function several(name: string, part: unknown, decideOne: (one: unknown) => Verdict): Verdict {
  const verdicts = asList(part).map(decideOne);
  return name === "_and" || verdicts.length === 0 ? allOf(verdicts) : anyOf(verdicts);
}

function called(call: Call, field: FieldShape, value: unknown): number | null | undefined {
  return field.targets === undefined ? resultOf(call, field.kind, value) : rowsOf(field, value)?.length;
}

function onValue(kind: string, value: unknown, part: unknown): Verdict {
  if (!isObject(part)) return operate("_eq", kind, value, part);
  return allOf(
    Object.entries(part).map(([name, wanted]) => {
      if (name === "_and" || name === "_or") return several(name, wanted, (one) => onValue(kind, value, one));
      return name === "_not" ? not(onValue(kind, value, wanted)) : operate(name, kind, value, wanted);
    }),
  );
}

const QUANTIFIERS = new Set(["_some", "_none", "_every"]);

/** A link: what is about the item that holds it stands beside what is about the items that it leads to, all of it about the same one. */
function onLink(field: FieldShape, value: unknown, part: unknown): Verdict {
  if (!isObject(part)) return onLink(field, value, { _eq: part });
  const entries = Object.entries(part);
  const isMany = field.isMany === true;
  const verdicts = entries
    .filter(([name, wanted]) => isAboutHolder(isMany, name, wanted))
    .map(([name, wanted]) => onHolder(field, value, name, wanted));
  const filter = Object.fromEntries(entries.filter(([name, wanted]) => !isAboutHolder(isMany, name, wanted)));
  if (isNothing(filter)) return allOf(verdicts);
  return allOf([...verdicts, quantified("_some", field, value, (row) => onRow(field, row, filter))]);
}

function onHolder(field: FieldShape, value: unknown, name: string, wanted: unknown): Verdict {
  if (name === "_and" || name === "_or") return several(name, wanted, (one) => onLink(field, value, one));
  if (name === "_not") return not(onLink(field, value, wanted));
  if (QUANTIFIERS.has(name)) return quantified(name, field, value, (row) => onRow(field, row, wanted));
  if (field.isMany !== true) return operate(name, keyKind(field), keyOf(field, value), wanted);
  const rows = rowsOf(field, value);
  if (rows === undefined) return UNTOLD;
  const isAbsence = name === "_eq" || name === "_null";
  const isAsked = name === "_eq" || name === "_neq" || wanted !== false;
  return (rows.length === 0) === (isAbsence === isAsked);
}

/** An operator of a link to one, a quantifier or the absence of links to many, or a group with such a member. */
function isAboutHolder(isMany: boolean, name: string, part: unknown): boolean {
  if (name !== "_and" && name !== "_or" && name !== "_not") {
    if (!isMany) return name.startsWith("_");
    const isAbsence = part === null || part === "null";
    return QUANTIFIERS.has(name) || isPresence(name) || ((name === "_eq" || name === "_neq") && isAbsence);
  }
  return (name === "_not" ? [part] : asList(part)).some(
    (member) => isObject(member) && Object.entries(member).some(([inner, json]) => isAboutHolder(isMany, inner, json)),
  );
}

function isPresence(name: string): boolean {
  return name === "_null" || name === "_nnull";
}

/** Filters nothing, wherever it stands. */
function isNothing(part: unknown): boolean {
  return (
    isObject(part) &&
    Object.entries(part).every(([name, inner]) => {
      if (QUANTIFIERS.has(name)) return false;
      const members = asList(inner);
      if (name === "_or") return members.length === 0 || members.some(isNothing);
      return name === "_and" ? members.every(isNothing) : isNothing(inner);
    })
  );
}

function quantified(name: string, field: FieldShape, value: unknown, test: (row: unknown) => Verdict): Verdict {
  const rows = rowsOf(field, value);
  if (rows === undefined) return UNTOLD;
  const verdicts = rows.map((row) => holds(test(row)));
  if (name === "_every") return allOf(verdicts);
  return name === "_none" ? not(anyOf(verdicts)) : anyOf(verdicts);
}

/** One end of a link: an item, or its key where the item is not at hand; of an m2a, with its collection. */
function onRow(field: FieldShape, row: unknown, filter: unknown): Verdict {
  const only = field.targets?.[""];
  if (only !== undefined) return decide(filter, isObject(row) ? row : { [only.key]: row }, only);
  const { collection, item } = isObject(row) ? row : {};
  if (!isObject(filter)) return true;
  return allOf(
    Object.entries(filter).map(([name, part]): Verdict => {
      if (name === "_and" || name === "_or") return several(name, part, (one) => onRow(field, row, one));
      if (name === "_not") return not(onRow(field, row, part));
      if (name === "collection") return onValue("string", collection, part);
      if (name === "item") return onValue("integer", keyOf(field, item), part);
      const target = name.startsWith("item:") ? name.slice(5) : null;
      const shape = target === null ? undefined : field.targets?.[target];
      if (shape === undefined) return UNTOLD;
      if (collection !== target) return false;
      return decide(part, isObject(item) ? item : { [shape.key]: item }, shape);
    }),
  );
}

function rowsOf(field: FieldShape, value: unknown): readonly unknown[] | undefined {
  if (value === undefined) return undefined;
  if (field.isMany === true) return value === null ? [] : Array.isArray(value) ? value : undefined;
  return value === null ? [] : [value];
}

function keyOf(field: FieldShape, row: unknown): unknown {
  if (!isObject(row)) return row;
  const shape = field.targets?.[""];
  return row[shape?.key ?? "id"];
}

function keyKind(field: FieldShape): string {
  const shape = field.targets?.[""];
  return shape?.fieldOf(shape.key)?.kind ?? "uuid";
}
