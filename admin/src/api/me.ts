/** One's own account: small, because the first list asks for what is in it. */
import { asObject } from "@/lib/json";
import { request } from "./client";
import type { Item } from "./items";

export async function readMe(fields: string, signal?: AbortSignal): Promise<Item> {
  const query = { fields };
  return asObject(await request("GET", "/users/me", signal === undefined ? { query } : { query, signal }));
}

export async function updateMe(changes: Item): Promise<void> {
  await request("PATCH", "/users/me", { body: changes });
}
