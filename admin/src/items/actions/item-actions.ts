/** Every action of items, in the order in which they are offered. */
import {
  IconArrowDown,
  IconArrowUp,
  IconBinaryTree,
  IconCopy,
  IconDownload,
  IconEdit,
  IconPencil,
  IconTrash,
} from "@tabler/icons-react";
import type { Collection } from "@/api/model-types";
import { type ActionContext, defineAction, type ItemAction, singleId } from "./define-action";
import { sharedFields, writableFields } from "./editable-fields";
import { MOST_UNDOABLE } from "./use-remove";

const open = defineAction({
  id: "open",
  label: "open",
  icon: IconPencil,
  places: ["row"],
  isAvailable: (context) => singleId(context) !== null,
  perform: (context) => withId(context, context.tools.open),
});

const edit = defineAction({
  id: "edit",
  label: "edit",
  icon: IconEdit,
  places: ["choice"],
  isAvailable: ({ collection }) => sharedFields(collection).length > 0,
  perform: ({ chosen, items, tools }) => tools.show({ name: "edit", chosen, items }),
});

const duplicate = defineAction({
  id: "duplicate",
  label: "duplicate",
  icon: IconCopy,
  places: ["row", "choice"],
  isAvailable: (context) => singleId(context) !== null && may(context.collection, "create"),
  perform: (context) => withId(context, context.tools.copy),
});

const up = defineAction({
  id: "move-up",
  label: "up",
  icon: IconArrowUp,
  places: ["row"],
  isAvailable: ({ tools }) => tools.step !== null,
  perform: (context) => withId(context, (id) => context.tools.step?.(id, -1)),
});

const down = defineAction({
  id: "move-down",
  label: "down",
  icon: IconArrowDown,
  places: ["row"],
  isAvailable: ({ tools }) => tools.step !== null,
  perform: (context) => withId(context, (id) => context.tools.step?.(id, 1)),
});

const move = defineAction({
  id: "move",
  label: "move",
  icon: IconBinaryTree,
  places: ["row", "choice"],
  isAvailable: ({ collection, chosen }) => chosen.kind === "keys" && mayMove(collection),
  perform: ({ chosen, items, tools }) => tools.show({ name: "move", chosen, items }),
});

const exporting = defineAction({
  id: "export",
  label: "export",
  icon: IconDownload,
  places: ["choice"],
  isAvailable: () => true,
  perform: ({ chosen, items, tools }) => tools.show({ name: "export", chosen, items }),
});

const remove = defineAction({
  id: "delete",
  label: "delete",
  icon: IconTrash,
  tone: "bad",
  keys: "delete",
  places: ["row", "choice"],
  isAvailable: ({ collection }) => may(collection, "delete"),
  perform: ({ chosen, items, tools }) => {
    if (chosen.kind === "keys" && chosen.ids.length <= MOST_UNDOABLE) tools.remove(chosen.ids, items);
    else tools.show({ name: "delete", chosen, items });
  },
});

export const ITEM_ACTIONS: readonly ItemAction[] = [open, edit, duplicate, up, down, move, exporting, remove];

function may(collection: Collection, action: "create" | "delete"): boolean {
  return !collection.isView && collection.permissions[action].access !== "none";
}

/** Whether the caller may put items under another parent. */
export function mayMove(collection: Collection): boolean {
  return collection.treeField !== null && writableFields(collection).some(({ name }) => name === collection.treeField);
}

function withId(context: ActionContext, perform: (id: string | number) => void): void {
  const id = singleId(context);
  if (id !== null) perform(id);
}
