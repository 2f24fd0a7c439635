/** From the tree to the API's filter. What is not filled in yet is left out. */

import type { Json, JsonObject } from "@/lib/json";
import { operandOf } from "@/lib/operand";
import type { Condition, Group, Node, Related } from "./tree";

/** Null: nothing is filtered. */
export function filterOf(group: Group): JsonObject | null {
  const parts = group.nodes.map(partOf).filter((part) => part !== null);
  const [first] = parts;
  if (first === undefined) return null;
  const joined: JsonObject = parts.length > 1 ? { [`_${group.join}`]: parts } : first;
  return group.isNegated ? { _not: joined } : joined;
}

function partOf(node: Node): JsonObject | null {
  if (node.kind === "group") return filterOf(node);
  return node.kind === "related" ? relatedPart(node) : conditionPart(node);
}

function relatedPart({ field, quantifier, group }: Related): JsonObject | null {
  const inner = filterOf(group);
  // Of all of no conditions everything is true; that there is an item, or none, says something.
  if (inner === null && (quantifier === null || quantifier === "_every")) return null;
  // What is not filled in yet would say that there is an item at all.
  if (inner === null && group.nodes.length > 0) return null;
  return { [field]: quantifier === null ? (inner ?? {}) : { [quantifier]: inner ?? {} } };
}

function conditionPart({ field, operator, value }: Condition): JsonObject | null {
  if (field === "" || operator === "" || !isFilledIn(operator, value)) return null;
  return { [field]: { [operator]: operandOf(operator) === "none" ? true : asJson(value) } };
}

export function isFilledIn(operator: string, value: unknown): boolean {
  const operand = operandOf(operator);
  if (operand === "none") return true;
  if (operand === "one") return isValue(value);
  if (!Array.isArray(value) || !value.every(isValue)) return false;
  return operand === "pair" ? value.length === 2 : value.length > 0;
}

export function isValue(value: unknown): value is string | number | boolean {
  return typeof value === "boolean" || typeof value === "number" || (typeof value === "string" && value !== "");
}

function asJson(value: unknown): Json {
  if (Array.isArray(value)) return value.filter(isValue);
  return isValue(value) ? value : null;
}
