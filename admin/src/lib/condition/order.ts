/** Values of one kind in the order of the server: texts by code point, numbers exactly, moments as moments. */
import { asNumber, asText } from "../json";

export type Order = -1 | 0 | 1;

const TEXTS = new Set([
  "string",
  "text",
  "markdown",
  "slug",
  "email",
  "url",
  "phone",
  "color",
  "code",
  "select",
  "computed",
]);
const EXACT = new Set(["integer", "bigint", "decimal"]);

/** Null: cannot be compared. */
export function orderOf(kind: string, one: unknown, other: unknown): Order | null {
  if (EXACT.has(kind)) return exactOrder(one, other);
  if (kind === "float") return numberOrder(numberOf(one), numberOf(other));
  if (kind === "boolean") return numberOrder(truthOf(one), truthOf(other));
  if (kind === "datetime") return numberOrder(momentOf(one), momentOf(other));
  const [left, right] = [textOf(one), textOf(other)];
  if (left === null || right === null) return null;
  if (kind === "time") return textOrder(timeOf(left), timeOf(right));
  if (kind === "uuid") return textOrder(left.toLowerCase(), right.toLowerCase());
  return textOrder(left, right);
}

export function isTextKind(kind: string): boolean {
  return TEXTS.has(kind);
}

/** JavaScript compares halves of characters; the server whole ones. */
function textOrder(one: string, other: string): Order {
  const [left, right] = [[...one], [...other]];
  for (const [at, character] of left.entries()) {
    const against = right[at];
    if (against === undefined) return 1;
    if (character !== against) return (character.codePointAt(0) ?? 0) < (against.codePointAt(0) ?? 0) ? -1 : 1;
  }
  return left.length === right.length ? 0 : -1;
}

function numberOrder(one: number | null, other: number | null): Order | null {
  if (one === null || other === null) return null;
  return one < other ? -1 : one > other ? 1 : 0;
}

function exactOrder(one: unknown, other: unknown): Order | null {
  const [left, right] = [exactOf(one), exactOf(other)];
  if (left === null || right === null) return numberOrder(numberOf(one), numberOf(other));
  const scale = Math.max(left.scale, right.scale);
  const [low, high] = [
    left.units * 10n ** BigInt(scale - left.scale),
    right.units * 10n ** BigInt(scale - right.scale),
  ];
  return low < high ? -1 : low > high ? 1 : 0;
}

function exactOf(value: unknown): { units: bigint; scale: number } | null {
  const [, sign, whole, fraction = ""] = /^\s*([+-]?)(\d+)(?:\.(\d+))?\s*$/.exec(textOf(value) ?? "") ?? [];
  if (whole === undefined) return null;
  const units = BigInt(whole + fraction);
  return { units: sign === "-" ? -units : units, scale: fraction.length };
}

function numberOf(value: unknown): number | null {
  const text = asText(value);
  return asNumber(text === null || text.trim() === "" ? value : Number(text));
}

export function truthOf(value: unknown): number | null {
  const text = textOf(value)?.toLowerCase();
  return text === "true" || text === "1" ? 1 : text === "false" || text === "0" ? 0 : null;
}

/** Milliseconds; a day alone is its first moment in UTC. */
export function momentOf(value: unknown): number | null {
  const text = asText(value) ?? "";
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) || /^\d{4,}-\d\d-\d\d$/.test(text);
  return asNumber(Date.parse(hasZone ? text : `${text}Z`));
}

/** `08:30` is `08:30:00.000`. */
function timeOf(text: string): string {
  const [, hour = "", minute = "", second = "00", fraction = ""] =
    /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?/.exec(text) ?? [];
  return `${hour}:${minute}:${second}.${fraction.padEnd(3, "0")}`;
}

function textOf(value: unknown): string | null {
  return typeof value === "number" || typeof value === "boolean" ? String(value) : asText(value);
}

/** Simple case folding, one character at a time, as the server's: `ß` stays `ß`, and a final sigma is a sigma. */
export function fold(text: string): string {
  return [...text].map(foldCharacter).join("");
}

function foldCharacter(character: string): string {
  if (character === "ı") return character;
  const upper = character.toUpperCase();
  const lower = ([...upper].length === 1 ? upper : character).toLowerCase();
  return [...lower].length === 1 ? lower : character;
}
