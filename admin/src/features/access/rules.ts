/** What a role's permissions say, and how they are changed: the words of `roles/*.yaml` as JSON. What is not known here is kept as it is. */
import type { ActionName, Collection } from "@/api/model-types";
import { asObject, asTexts, isObject, type Json, type JsonObject } from "@/lib/json";

export type Permissions = JsonObject;
export type Level = "none" | "all" | "custom";

export const ACTIONS = ["create", "read", "update", "delete"] as const satisfies readonly ActionName[];

/** A view is read and nothing else; a singleton is neither made nor deleted. */
export function hasAction(collection: Collection, action: ActionName): boolean {
  if (action === "read") return true;
  if (collection.isView) return false;
  return action === "update" || !collection.isSingleton;
}

export function ruleOf(permissions: Permissions, collection: string, action: ActionName): JsonObject | boolean {
  const value = actionsOf(permissions[collection])[action];
  return isObject(value) ? value : value === true;
}

export function levelOf(permissions: Permissions, collection: string, action: ActionName): Level {
  const rule = ruleOf(permissions, collection, action);
  if (rule === false) return "none";
  return rule === true || Object.keys(rule).length === 0 ? "all" : "custom";
}

/** A rule that says nothing is the same as `true`; a collection with all four is written `all`, one without any is not written. */
export function withRule(
  permissions: Permissions,
  collection: string,
  action: ActionName,
  rule: JsonObject | boolean,
): Permissions {
  const { [action]: _, ...others } = actionsOf(permissions[collection]);
  const isEmpty = isObject(rule) && Object.keys(rule).length === 0;
  const actions = rule === false ? others : { ...others, [action]: isEmpty ? true : rule };
  return withActions(permissions, collection, actions);
}

/** The whole row at once. */
export function withRow(permissions: Permissions, collection: Collection, granted: readonly ActionName[]): Permissions {
  const actions = granted.filter((action) => hasAction(collection, action)).map((action) => [action, true] as const);
  return withActions(permissions, collection.name, Object.fromEntries(actions));
}

function withActions(permissions: Permissions, collection: string, actions: JsonObject): Permissions {
  const { [collection]: _, ...others } = permissions;
  const names = Object.keys(actions);
  if (names.length === 0) return others;
  const isAll = names.length === ACTIONS.length && ACTIONS.every((action) => actions[action] === true);
  return { ...others, [collection]: isAll ? "all" : actions };
}

function actionsOf(value: Json | undefined): JsonObject {
  if (value === "all") return Object.fromEntries(ACTIONS.map((action) => [action, true]));
  const granted = Object.entries(asObject(value)).filter(([, rule]) => rule !== false && rule !== null);
  return Object.fromEntries(granted);
}

/** Which fields a rule is about. */
export interface FieldChoice {
  readonly kind: "all" | "only" | "except";
  readonly names: readonly string[];
}

export function fieldChoiceOf(rule: JsonObject): FieldChoice {
  if (rule.fields === undefined) return { kind: "all", names: [] };
  const words = asTexts(rule.fields);
  if (words[0] !== "*") return { kind: "only", names: words };
  const names = words.slice(1).map((word) => word.replace(/^-/, ""));
  return names.length === 0 ? { kind: "all", names } : { kind: "except", names };
}

export function withFields(rule: JsonObject, { kind, names }: FieldChoice): JsonObject {
  const { fields: _, ...others } = rule;
  if (kind === "all") return others;
  return { ...others, fields: kind === "only" ? names : ["*", ...names.map((name) => `-${name}`)] };
}

/** One part of a rule; null takes it away. */
export function withPart(rule: JsonObject, part: "filter" | "check" | "preset" | "validate", value: JsonObject | null) {
  const { [part]: _, ...others } = rule;
  return value === null || Object.keys(value).length === 0 ? others : { ...others, [part]: value };
}
