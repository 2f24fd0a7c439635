/** What a list gives to its actions without waiting for them: they are loaded when one of them is wanted. */
import type { Query } from "@/api/client";
import type { Count, ItemId } from "@/api/items";
import type { Collection } from "@/api/model-types";
import type { ActionDialog } from "./define-action";

export interface ActionsBase {
  readonly collection: Collection;
  readonly open: (id: ItemId) => void;
  readonly copy: (id: ItemId) => void;
  readonly show: (dialog: ActionDialog) => void;
  /** Nothing is chosen any more: what was, is gone. */
  readonly clear: () => void;
  readonly step: ((id: ItemId, by: 1 | -1) => void) | null;
}

/** The list as it is on the screen. */
export interface ListShown {
  /** Its filter, search and sort. */
  readonly query: Query;
  /** Its columns, as `fields` of a request. */
  readonly fields: string;
  readonly count: Count | null;
}
