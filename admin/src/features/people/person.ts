/** What a user is called: his name, else his address. */
import type { Item } from "@/api/items";
import { asText } from "@/lib/json";

export function nameOf(user: Item): string | null {
  const names = [user.first_name, user.last_name].flatMap((part) => asText(part) || []);
  return names.length === 0 ? null : names.join(" ");
}
