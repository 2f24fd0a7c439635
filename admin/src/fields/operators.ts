/** The operators by kind of value, in the order in which a menu shows them: the usual ones first. Which ones a type takes is the server's word. */
export const TEXT_OPERATORS = [
  "_icontains",
  "_nicontains",
  "_eq",
  "_neq",
  "_ieq",
  "_nieq",
  "_istarts_with",
  "_nistarts_with",
  "_iends_with",
  "_niends_with",
  "_in",
  "_nin",
  "_empty",
  "_nempty",
  "_null",
  "_nnull",
  "_contains",
  "_ncontains",
  "_starts_with",
  "_nstarts_with",
  "_ends_with",
  "_nends_with",
  "_lt",
  "_lte",
  "_gt",
  "_gte",
  "_between",
  "_nbetween",
] as const;
export const ORDERED_OPERATORS = [
  "_eq",
  "_neq",
  "_lt",
  "_lte",
  "_gt",
  "_gte",
  "_between",
  "_nbetween",
  "_in",
  "_nin",
  "_null",
  "_nnull",
] as const;
export const EQUAL_OPERATORS = ["_eq", "_neq", "_in", "_nin", "_null", "_nnull"] as const;
/** Of several links, one is enough. */
export const MANY_OPERATORS = ["_eq", "_in", "_null", "_nnull"] as const;
export const BOOLEAN_OPERATORS = ["_eq", "_neq", "_null", "_nnull"] as const;
export const PRESENCE_OPERATORS = ["_null", "_nnull"] as const;
/** Lists that are kept as JSON. */
export const LIST_OPERATORS = ["_contains", "_ncontains", "_empty", "_nempty", "_null", "_nnull"] as const;
/** JSON whose inside has no operator. */
export const DOCUMENT_OPERATORS = ["_empty", "_nempty", "_null", "_nnull"] as const;

const DAY_PARTS = ["year", "month", "week", "day", "weekday"] as const;
const CLOCK_PARTS = ["hour", "minute", "second"] as const;
/** The functions that make a number of a value. */
export const PARTS = {
  date: DAY_PARTS,
  time: CLOCK_PARTS,
  datetime: [...DAY_PARTS, ...CLOCK_PARTS],
  list: ["count"],
} as const;
export type Part = (typeof PARTS)[keyof typeof PARTS][number];
