/** What the caller was told by the server or by others. Read and written like any item; only his own are asked for. */
import { asText } from "@/lib/json";
import { type Person, personOf } from "./activity";
import { request } from "./client";
import { type Item, listItems } from "./items";
import type { Collection, Model } from "./model-types";

export const NOTIFICATIONS = "quintet_notifications";

export type NotificationStatus = "inbox" | "archived";

export interface Notification {
  readonly id: string;
  readonly status: NotificationStatus;
  readonly at: Date;
  /** Null: the server itself. */
  readonly sender: Person | null;
  readonly subject: string;
  readonly message: string;
  readonly collection: string | null;
  readonly item: string | null;
}

export interface NotificationPage {
  readonly notifications: readonly Notification[];
  readonly total: number;
}

const FIELDS = "id,status,timestamp,subject,message,collection,item,sender".split(",");
const OF_PEOPLE = ["id", "first_name", "last_name", "avatar"];
const SHOWN = "50";

/** Administrators could read those of everybody; nobody wants to. */
function ownIn(status: NotificationStatus): string {
  return JSON.stringify({ _and: [{ recipient: { _eq: "$CURRENT_USER" } }, { status: { _eq: status } }] });
}

export async function countInbox(collection: Collection, signal?: AbortSignal): Promise<number> {
  const query = { fields: "id", limit: "1", meta: "filter_count", filter: ownIn("inbox") };
  return (await listItems(collection, query, signal)).matching ?? 0;
}

export async function listNotifications(
  model: Model,
  collection: Collection,
  status: NotificationStatus,
  signal?: AbortSignal,
): Promise<NotificationPage> {
  const people = model.collections.get("quintet_users")?.permissions.read.fields;
  const ofSender = OF_PEOPLE.filter((name) => people?.has(name) === true).map((name) => `sender.${name}`);
  const fields = [...FIELDS.filter((name) => name !== "sender" || ofSender.length === 0), ...ofSender].join(",");
  const query = { fields, limit: SHOWN, sort: "-timestamp", meta: "filter_count", filter: ownIn(status) };
  const page = await listItems(collection, query, signal);
  return { notifications: page.items.map(notificationOf), total: page.matching ?? page.items.length };
}

export function notificationOf(item: Item): Notification {
  return {
    id: asText(item.id) ?? "",
    status: item.status === "archived" ? "archived" : "inbox",
    at: new Date(asText(item.timestamp) ?? 0),
    sender:
      personOf(item.sender) ?? (typeof item.sender === "string" ? { id: item.sender, name: "", avatar: null } : null),
    subject: asText(item.subject) ?? "",
    message: asText(item.message) ?? "",
    collection: asText(item.collection),
    item: asText(item.item),
  };
}

export async function moveNotification(collection: Collection, id: string, status: NotificationStatus): Promise<void> {
  await request("PATCH", `${collection.itemsPath}/${id}`, { body: { status }, query: { fields: "id" } });
}

/** As many as one request may change; the button stays while there are more. */
export async function archiveAll(collection: Collection): Promise<void> {
  const body = { query: { filter: JSON.parse(ownIn("inbox")) }, data: { status: "archived" } };
  await request("PATCH", collection.itemsPath, { body, query: { fields: "id" } });
}
