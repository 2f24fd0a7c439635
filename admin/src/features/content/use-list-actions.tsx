/** What can be done with the items of a list: which are chosen, and the dialogs of what is done with them. They are loaded when they are wanted. */
import { useNavigate } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from "react";
import { type Item, type ItemId, itemId } from "@/api/items";
import type { ActionsBase, ListShown } from "@/items/actions/actions-base";
import type { ActionDialog } from "@/items/actions/define-action";
import { useHidden } from "@/items/actions/pending-deletes";
import { type Choice, useSelection } from "@/items/table/use-selection";
import type { List } from "./use-list";

const ActionDialogs = lazy(() =>
  import("@/items/actions/action-dialogs").then((module) => ({ default: module.ActionDialogs })),
);

export interface ListActions {
  readonly base: ActionsBase;
  readonly choice: Choice;
  /** The items of the page, without those that are deleted and may come back. */
  readonly items: readonly Item[];
  readonly isHidden: (id: ItemId | null) => boolean;
  readonly dialogs: ReactNode;
}

export function useListActions(list: List): ListActions {
  const { collection, query, page, count } = list;
  const { isHidden } = useHidden(collection.name);
  const items = (page.data?.items ?? []).filter((item) => !isHidden(itemId(collection, item)));
  const ids = items.flatMap((item) => itemId(collection, item) ?? []);
  const choice = useSelection(ids, query, count);
  const [dialog, setDialog] = useState<ActionDialog | null>(null);
  const base = useBase(list, choice, setDialog);
  const shown: ListShown = { query, fields: list.columns.map(({ name }) => name).join(","), count };
  const dialogs = dialog !== null && (
    <Suspense>
      <ActionDialogs {...{ collection, dialog, shown }} onGone={choice.clear} onClose={() => setDialog(null)} />
    </Suspense>
  );
  return { base, choice, items, isHidden, dialogs };
}

function useBase({ collection }: List, choice: Choice, show: (dialog: ActionDialog) => void): ActionsBase {
  const navigate = useNavigate();
  const newest = useRef(choice);
  newest.current = choice;
  const { name } = collection;
  const open = useCallback(
    (id: ItemId) => void navigate({ to: "/content/$collection/$id", params: { collection: name, id: String(id) } }),
    [navigate, name],
  );
  const copy = useCallback(
    (id: ItemId) => {
      // The parameters of a page are read by the page: the router knows none of them.
      const search = { from: String(id) } as never;
      void navigate({ to: "/content/$collection/$id", params: { collection: name, id: "+" }, search });
    },
    [navigate, name],
  );
  const clear = useCallback(() => newest.current.clear(), []);
  return { collection, open, copy, show, clear, step: null };
}
