/** The operators of the filter grammar on one value. A value that is nothing makes a comparison unknown, as in the database. */
import { asList, asText, isSameJson } from "../json";
import { fold, isTextKind, orderOf } from "./order";
import { allOf, anyOf, not, UNTOLD, type Verdict } from "./verdict";

type Operator = (kind: string, value: unknown, wanted: unknown) => Verdict;

const isNothing = (value: unknown) => value === null || value === undefined;
const isWanted = (wanted: unknown) => wanted !== false && wanted !== "false";

const POSITIVE: Readonly<Record<string, Operator>> = {
  _eq: (kind, value, wanted) =>
    isNoValue(kind, wanted) ? isNothing(value) : ordered(kind, value, wanted, (order) => order === 0),
  _ieq: textual((text, wanted) => text === wanted, true),
  _lt: (kind, value, wanted) => ordered(kind, value, wanted, (order) => order < 0),
  _lte: (kind, value, wanted) => ordered(kind, value, wanted, (order) => order <= 0),
  _gt: (kind, value, wanted) => ordered(kind, value, wanted, (order) => order > 0),
  _gte: (kind, value, wanted) => ordered(kind, value, wanted, (order) => order >= 0),
  _in: (kind, value, wanted) => anyOf(listOf(wanted).map((one) => operate("_eq", kind, value, one))),
  _between: (kind, value, wanted) => {
    const [low, high] = listOf(wanted);
    return allOf([operate("_gte", kind, value, low), operate("_lte", kind, value, high)]);
  },
  _null: (_, value, wanted) => isNothing(value) === isWanted(wanted),
  _nnull: (_, value, wanted) => isNothing(value) !== isWanted(wanted),
  _empty: (_, value, wanted) => isEmpty(value) === isWanted(wanted),
  _nempty: (_, value, wanted) => isEmpty(value) !== isWanted(wanted),
  _contains: (kind, value, wanted) => {
    if (isNothing(value)) return null;
    if (Array.isArray(value)) return value.some((one) => isSameJson(one, wanted));
    return isTextKind(kind) ? text(value).includes(text(wanted)) : false;
  },
  _icontains: textual((text, wanted) => text.includes(wanted), true),
  _starts_with: textual((text, wanted) => text.startsWith(wanted), false),
  _istarts_with: textual((text, wanted) => text.startsWith(wanted), true),
  _ends_with: textual((text, wanted) => text.endsWith(wanted), false),
  _iends_with: textual((text, wanted) => text.endsWith(wanted), true),
};

/** `_nstarts_with` is the opposite of `_starts_with`, `_nieq` of `_ieq`. */
const OPPOSITES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    "_eq",
    "_ieq",
    "_in",
    "_between",
    "_contains",
    "_icontains",
    "_starts_with",
    "_istarts_with",
    "_ends_with",
    "_iends_with",
  ].map((name) => [name === "_eq" ? "_neq" : `_n${name.slice(1)}`, name]),
);

export function operate(name: string, kind: string, value: unknown, wanted: unknown): Verdict {
  // Who asks and what else the server puts in.
  if (value === undefined || isPlaceholder(wanted)) return UNTOLD;
  const operator = POSITIVE[name];
  if (operator !== undefined) return operator(kind, value, wanted);
  const opposite = OPPOSITES[name];
  return opposite === undefined ? UNTOLD : not(operate(opposite, kind, value, wanted));
}

function isPlaceholder(wanted: unknown): boolean {
  return Array.isArray(wanted) ? wanted.some(isPlaceholder) : /^\$[A-Z]/.test(asText(wanted) ?? "");
}

/** Texts may read "null"; values of other kinds that are written so are none. */
function isNoValue(kind: string, wanted: unknown): boolean {
  return isNothing(wanted) || (!isTextKind(kind) && asText(wanted)?.toLowerCase() === "null");
}

function ordered(kind: string, value: unknown, wanted: unknown, test: (order: number) => boolean): Verdict {
  if (isNothing(value) || isNothing(wanted)) return null;
  const order = orderOf(kind, value, wanted);
  return order === null ? null : test(order);
}

function textual(test: (text: string, wanted: string) => boolean, isFolded: boolean): Operator {
  const shape = isFolded ? fold : (one: string) => one;
  return (_, value, wanted) => (isNothing(value) ? null : test(shape(text(value)), shape(text(wanted))));
}

function listOf(wanted: unknown): readonly unknown[] {
  return typeof wanted === "string" ? wanted.split(",").map((part) => part.trim()) : asList(wanted);
}

function isEmpty(value: unknown): boolean {
  return isNothing(value) || value === "" || (Array.isArray(value) && value.length === 0);
}

function text(value: unknown): string {
  return asText(value) ?? (isNothing(value) ? "" : String(value));
}
