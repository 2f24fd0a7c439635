/** What can be done with items of a list, said once. The menu of a row, the bar below a choice and the palette follow from the same list. */
import type { Icon } from "@tabler/icons-react";
import type { Item, ItemId } from "@/api/items";
import type { Chosen } from "@/api/many";
import type { Collection } from "@/api/model-types";
import type { texts } from "@/i18n/locales/late/en";

/** Where an action is offered: for the item of one row, or for all that are chosen. */
export type ActionPlace = "row" | "choice";

export interface ActionContext {
  readonly collection: Collection;
  readonly chosen: Chosen;
  /** Those of the chosen items that the list has loaded. */
  readonly items: readonly Item[];
  readonly place: ActionPlace;
  readonly tools: ActionTools;
}

/** What a dialog is opened for. */
export interface ActionDialog {
  readonly name: "edit" | "delete" | "export" | "move";
  /** Null: the whole list, where that makes sense. */
  readonly chosen: Chosen | null;
  readonly items: readonly Item[];
}

/** What actions do things with; the page around the list knows how. */
export interface ActionTools {
  readonly open: (id: ItemId) => void;
  /** A new item that begins as a copy. */
  readonly copy: (id: ItemId) => void;
  readonly show: (dialog: ActionDialog) => void;
  readonly remove: (ids: readonly ItemId[], items: readonly Item[]) => void;
  /** In the manual order, where it can be changed now. */
  readonly step: ((id: ItemId, by: 1 | -1) => void) | null;
}

export interface ItemAction {
  readonly id: string;
  readonly label: keyof (typeof texts)["actions"]["do"];
  readonly icon: Icon;
  readonly tone?: "bad";
  readonly keys?: string;
  readonly places: readonly ActionPlace[];
  readonly isAvailable: (context: ActionContext) => boolean;
  readonly perform: (context: ActionContext) => void;
}

export function defineAction(action: ItemAction): ItemAction {
  return action;
}

/** The id of a single item. */
export function singleId({ chosen }: ActionContext): ItemId | null {
  return chosen.kind === "keys" && chosen.ids.length === 1 ? (chosen.ids[0] ?? null) : null;
}

export function actionsFor(actions: readonly ItemAction[], context: ActionContext): readonly ItemAction[] {
  return actions.filter((action) => action.places.includes(context.place) && action.isAvailable(context));
}
