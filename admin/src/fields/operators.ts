/** The operators by kind of value, in the order in which a menu shows them. Those that take nothing stand last. */
export const TEXT_OPERATORS = [
  "_icontains",
  "_nicontains",
  "_eq",
  "_neq",
  "_istarts_with",
  "_iends_with",
  "_in",
  "_nin",
  "_empty",
  "_nempty",
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
  "_null",
  "_nnull",
] as const;
export const EQUAL_OPERATORS = ["_eq", "_neq", "_in", "_nin", "_null", "_nnull"] as const;
export const BOOLEAN_OPERATORS = ["_eq", "_neq", "_null", "_nnull"] as const;
export const PRESENCE_OPERATORS = ["_null", "_nnull"] as const;
