/** A form for another item over the one that is edited: fields ask for it, who draws forms grants it (`items/form/item-drawers.tsx`). */
import { createContext } from "react";
import type { Item } from "@/api/items";
import type { Link } from "./link";

export interface ItemRequest {
  readonly collection: string;
  /** What is edited; absent: a new item. */
  readonly link?: Link;
  /** What a new one begins with, besides the model's defaults. */
  readonly preset?: Item;
  /** Fields that the link itself fills. */
  readonly without?: readonly string[];
  /** The link with what is to be written; it is sent with the item around it, in one request. */
  readonly onDone: (link: Link) => void;
}

export const ItemRequestContext = createContext<((request: ItemRequest) => void) | null>(null);
