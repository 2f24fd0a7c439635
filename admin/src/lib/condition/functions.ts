/** `year(day)`, `count(tags)`: functions of the filter grammar on a value of an item. */
import { momentOf } from "./order";

const CALL = /^(year|month|week|day|weekday|hour|minute|second|count)\((\w+)\)$/;

export interface Call {
  readonly name: string;
  readonly field: string;
}

export function callOf(text: string): Call | null {
  const [, name, field] = CALL.exec(text) ?? [];
  return name === undefined || field === undefined ? null : { name, field };
}

/** Null for nothing, and for a document that is no list; undefined where the items are not at hand. */
export function resultOf({ name }: Call, kind: string, value: unknown): number | null | undefined {
  if (value === undefined) return undefined;
  if (name === "count") return Array.isArray(value) ? value.length : null;
  const at = momentOf(kind === "time" ? `1970-01-01T${String(value)}Z` : value);
  if (value === null || at === null) return null;
  const date = new Date(at);
  switch (name) {
    case "year":
      return date.getUTCFullYear();
    case "month":
      return date.getUTCMonth() + 1;
    case "week":
      return weekOf(date);
    case "day":
      return date.getUTCDate();
    case "weekday":
      return date.getUTCDay();
    case "hour":
      return date.getUTCHours();
    case "minute":
      return date.getUTCMinutes();
    default:
      return date.getUTCSeconds();
  }
}

const DAY = 86_400_000;

/** ISO: the week that holds the year's first Thursday is its first. */
function weekOf(date: Date): number {
  const thursday = new Date(date);
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const start = new Date(thursday);
  start.setUTCMonth(0, 1);
  return Math.floor((thursday.getTime() - start.getTime()) / DAY / 7) + 1;
}
