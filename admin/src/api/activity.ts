/** Who did what: the log that the server writes with everything that changes. It is read like a collection. */
import { asObject, asText, type JsonObject } from "@/lib/json";
import type { Item } from "./items";
import type { Model } from "./model-types";

export const ACTIVITY = "quintet_activity";
const USERS = "quintet_users";

/** In the order of a menu: what is done to items, then what is done by and to accounts. */
export const ITEM_ACTIONS = ["create", "update", "delete"] as const;
export const ACCESS_ACTIONS = [
  "login",
  "login_failed",
  "logout",
  "session_revoked",
  "token_created",
  "token_revoked",
  "password_requested",
  "password_reset",
  "invited",
  "invitation_accepted",
  "registered",
  "email_verified",
  "second_factor_changed",
  "impersonated",
] as const;

export type Action = (typeof ITEM_ACTIONS)[number] | (typeof ACCESS_ACTIONS)[number];

export interface Person {
  readonly id: string;
  /** Empty when he has none, or none that the caller may see. */
  readonly name: string;
  /** A file. */
  readonly avatar: string | null;
}

export interface Entry {
  readonly id: string;
  readonly action: Action;
  readonly at: Date;
  readonly person: Person | null;
  /** Also when he is gone. */
  readonly personId: string | null;
  readonly collection: string | null;
  readonly item: string | null;
  /** Fields with what they became, as far as the log knows it. */
  readonly changes: JsonObject;
  /** `session`, `token` and its prefix, `public`, `server`. */
  readonly origin: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly isImpersonated: boolean;
}

export function isAction(word: unknown): word is Action {
  return [...ITEM_ACTIONS, ...ACCESS_ACTIONS].some((action) => action === word);
}

export function mayReadActivity(model: Model): boolean {
  return (model.collections.get(ACTIVITY)?.permissions.read.access ?? "none") !== "none";
}

const OWN = "id,action,timestamp,collection,item,changes,origin,ip,user_agent,user_id,impersonator".split(",");
const OF_PEOPLE = ["id", "first_name", "last_name", "email", "avatar"];

/** What to ask for, as far as the caller may see it. */
export function activityFields(model: Model): string {
  const activity = model.collections.get(ACTIVITY)?.permissions.read.fields;
  const people = model.collections.get(USERS)?.permissions.read.fields;
  const own = OWN.filter((name) => activity?.has(name) === true);
  const isPersonShown = activity?.has("user") === true;
  const ofPeople = OF_PEOPLE.filter((name) => isPersonShown && people?.has(name) === true);
  return [...own, ...ofPeople.map((name) => `user.${name}`)].join(",");
}

/** Null for what a newer server may tell and this app cannot say. */
export function entryOf(item: Item): Entry | null {
  const at = new Date(asText(item.timestamp) ?? "");
  if (!isAction(item.action) || Number.isNaN(at.getTime())) return null;
  return {
    id: asText(item.id) ?? "",
    action: item.action,
    at,
    person: personOf(item.user),
    personId: asText(item.user_id),
    collection: asText(item.collection),
    item: asText(item.item),
    changes: asObject(item.changes),
    origin: asText(item.origin) ?? "",
    ip: asText(item.ip),
    userAgent: asText(item.user_agent),
    isImpersonated: asText(item.impersonator) !== null,
  };
}

export function personOf(json: unknown): Person | null {
  const user = asObject(json);
  const id = asText(user.id);
  if (id === null) return null;
  const parts = [user.first_name, user.last_name].flatMap((part) => asText(part) ?? []).filter((part) => part !== "");
  return { id, name: parts.join(" ") || (asText(user.email) ?? ""), avatar: asText(user.avatar) };
}
