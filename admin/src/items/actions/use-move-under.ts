/** Another parent for items of a tree; what they were under before can be had back. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { itemTitle } from "@/api/item-title";
import type { Item, ItemId } from "@/api/items";
import { keys } from "@/api/keys";
import { readMany, updateChosen, updateEach } from "@/api/many";
import type { Collection } from "@/api/model-types";
import { complain, offer } from "@/components/undo/undo-store";
import { useErrorText } from "@/hooks/use-error-text";
import { useCountText } from "./use-count-text";

interface Move {
  readonly ids: readonly ItemId[];
  readonly items: readonly Item[];
  readonly parent: ItemId | null;
}

interface Told {
  readonly onDone?: () => void;
  readonly onRefused?: (text: string) => void;
}

interface MoveUnder {
  readonly move: (ids: readonly ItemId[], items: readonly Item[], parent: ItemId | null) => void;
  readonly isPending: boolean;
  readonly problem: string | null;
}

export function useMoveUnder(collection: Collection, { onDone, onRefused }: Told): MoveUnder {
  const { t } = useTranslation("actions");
  const client = useQueryClient();
  const describe = useErrorText();
  const countText = useCountText();
  const field = collection.treeField ?? "";
  const refresh = () => client.invalidateQueries({ queryKey: keys.collection(collection.name) });
  const takeBack = (before: readonly Item[]) =>
    void updateEach(collection, before)
      .catch((error) => complain(`${t("edit.undoFailed")} ${describe(error)}`))
      .then(refresh);
  const tell = (error: unknown) => (isApiError(error) && error.status === 400 ? error.message : describe(error));
  const moving = useMutation({
    mutationFn: async ({ ids, parent }: Move) => {
      const before = await readMany(collection, ids, `${collection.primaryKey},${field}`);
      await updateChosen(collection, { kind: "keys", ids }, { [field]: parent });
      return before;
    },
    onSuccess: async (before, { ids, items }) => {
      await refresh();
      const [first] = items;
      const title = ids.length === 1 && first !== undefined ? itemTitle(collection, first) : "";
      const text =
        title === "" ? t("move.done", countText({ value: ids.length, isExact: true })) : t("move.doneOne", { title });
      offer({ text, onUndo: () => takeBack(before) });
      onDone?.();
    },
    onError: (error) => onRefused?.(tell(error)),
  });
  return {
    move: (ids, items, parent) => moving.mutate({ ids, items, parent }),
    isPending: moving.isPending,
    problem: moving.isError ? tell(moving.error) : null,
  };
}
