/** Names of what is cached. A write to a collection invalidates `keys.collection(name)`, and with it every list and item of it. */
import type { Query } from "./client";
import type { ItemId } from "./items";

export const keys = {
  model: ["model"] as const,
  plan: ["plan"] as const,
  drafts: (person: string | null) => ["drafts", person] as const,
  project: ["project"] as const,
  counts: ["counts"] as const,
  me: ["me"] as const,
  preferences: ["preferences"] as const,
  sessions: (owner: string) => ["sessions", owner] as const,
  tokens: (owner: string | null) => ["tokens", owner] as const,
  factors: (owner: string) => ["factors", owner] as const,
  passkeys: ["passkeys"] as const,
  acting: (user: string) => ["acting", user] as const,
  roles: ["roles"] as const,
  views: ["views"] as const,
  role: (id: string) => ["roles", "one", id] as const,
  explanation: (question: object) => ["roles", "explanation", question] as const,
  activity: (search: object) => ["items", "quintet_activity", "entries", search] as const,
  before: (entry: string) => ["items", "quintet_activity", "before", entry] as const,
  /** What was done to an item; saving it is one thing more. */
  itemActivity: (name: string, id: ItemId) => ["items", name, "activity", id] as const,
  collection: (name: string) => ["items", name] as const,
  lists: (name: string) => ["items", name, "list"] as const,
  list: (name: string, query: Query) => ["items", name, "list", query] as const,
  /** Of a list that goes on where one scrolls to its end. */
  pages: (name: string, query: Query) => ["items", name, "list", query, "pages"] as const,
  count: (name: string, query: Query) => ["items", name, "count", query] as const,
  item: (name: string, id: ItemId | null, query: Query) => ["items", name, "item", id, query] as const,
};
