/**
 * Filters of the API, evaluated on an item that stands in a form: `show_if` and `validate` answer while somebody types. What cannot be told here (an
 * operator that only the database knows, a path that leads out of the item) counts as true: the server judges again.
 */
import { asList, asNumber, asText, isObject, isSameJson, type JsonObject } from "./json";

export function isMatch(filter: JsonObject, item: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(filter).every(([name, part]) => {
    if (name === "_and") return asList(part).every((one) => !isObject(one) || isMatch(one, item));
    if (name === "_or") {
      const parts = asList(part);
      return parts.length === 0 || parts.some((one) => !isObject(one) || isMatch(one, item));
    }
    return !isObject(part) || isMember(part, item[name] ?? null);
  });
}

function isMember(part: JsonObject, value: unknown): boolean {
  return Object.entries(part).every(([name, wanted]) => {
    if (name.startsWith("_")) return (OPERATORS[name] ?? unknown)(value, wanted);
    return !isObject(value) || !isObject(wanted) || isMember(wanted, value[name] ?? null);
  });
}

type Operator = (value: unknown, wanted: unknown) => boolean;

const unknown: Operator = () => true;

const OPERATORS: Readonly<Record<string, Operator>> = {
  _eq: isEqual,
  _neq: (value, wanted) => !isEqual(value, wanted),
  _in: (value, wanted) => asList(wanted).some((one) => isEqual(value, one)),
  _nin: (value, wanted) => !asList(wanted).some((one) => isEqual(value, one)),
  _null: (value, wanted) => (value === null) === (wanted !== false),
  _nnull: (value, wanted) => (value !== null) === (wanted !== false),
  _empty: (value, wanted) => isEmpty(value) === (wanted !== false),
  _nempty: (value, wanted) => isEmpty(value) !== (wanted !== false),
  _lt: (value, wanted) => isOrdered(value, wanted, (order) => order < 0),
  _lte: (value, wanted) => isOrdered(value, wanted, (order) => order <= 0),
  _gt: (value, wanted) => isOrdered(value, wanted, (order) => order > 0),
  _gte: (value, wanted) => isOrdered(value, wanted, (order) => order >= 0),
  _contains: (value, wanted) => text(value).includes(text(wanted)),
  _ncontains: (value, wanted) => !text(value).includes(text(wanted)),
  _starts_with: (value, wanted) => text(value).startsWith(text(wanted)),
  _ends_with: (value, wanted) => text(value).endsWith(text(wanted)),
};

/** A decimal is a text in JSON, and a filter may write it as a number. */
function isEqual(value: unknown, wanted: unknown): boolean {
  const [left, right] = [number(value), number(wanted)];
  return isSameJson(value, wanted) || (left !== null && right !== null && left === right);
}

/** Nothing is neither more nor less than anything, as in the database. */
function isOrdered(value: unknown, wanted: unknown, holds: (order: number) => boolean): boolean {
  const [left, right] = [number(value), number(wanted)];
  if (value === null || value === "") return false;
  if (left !== null && right !== null) return holds(left - right);
  // What the server puts in, such as $NOW, is not known here.
  if (typeof wanted === "string" && wanted.startsWith("$")) return true;
  return holds(text(value) < text(wanted) ? -1 : text(value) > text(wanted) ? 1 : 0);
}

function number(value: unknown): number | null {
  return asNumber(typeof value === "string" && value.trim() !== "" ? Number(value) : value);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function text(value: unknown): string {
  return asText(value) ?? (value === null || value === undefined ? "" : String(value));
}
