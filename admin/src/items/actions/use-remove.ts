/** Deletes items after the time in which it can be taken back. A refusal brings them back, and says who is in the way. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { isApiError, type Problem } from "@/api/errors";
import { itemTitle } from "@/api/item-title";
import type { Item, ItemId } from "@/api/items";
import { keys } from "@/api/keys";
import { deleteChosen, readMany } from "@/api/many";
import { useModel } from "@/api/model-context";
import type { Collection, Model } from "@/api/model-types";
import { complain, type NoticeLine, offer } from "@/components/undo/undo-store";
import { wantedOf } from "@/fields/link";
import { useErrorText } from "@/hooks/use-error-text";
import { useLabel } from "@/hooks/use-label";
import { asTexts } from "@/lib/json";
import { hideItems } from "./pending-deletes";
import { useCountText } from "./use-count-text";

/** Beyond it the request does not fit through the door that browsers leave open for a page that is left; then it is asked for before. */
export const MOST_UNDOABLE = 1000;

export type Remove = (collection: Collection, ids: readonly ItemId[], items: readonly Item[]) => void;

/** `items`: what is known of those that are deleted, for their titles. */
export function useRemove(): Remove {
  const { t } = useTranslation("actions");
  const client = useQueryClient();
  const explain = useRefusal();
  const countText = useCountText();
  return useCallback(
    (collection, ids, items) => {
      const [first] = items;
      const title = ids.length === 1 && first !== undefined ? itemTitle(collection, first) : "";
      const counted = countText({ value: ids.length, isExact: true });
      const show = hideItems(collection.name, ids);
      const send = async (isLeaving: boolean) => {
        try {
          await deleteChosen(collection, { kind: "keys", ids }, isLeaving);
          await client.invalidateQueries({ queryKey: keys.collection(collection.name) });
          show();
        } catch (error) {
          show();
          await explain(error, title === "" ? t("delete.failed", counted) : t("delete.failedOne", { title }));
        }
      };
      offer({
        text: title === "" ? t("delete.done", counted) : t("delete.doneOne", { title }),
        onUndo: show,
        onEnd: (isLeaving) => void send(isLeaving),
      });
    },
    [client, explain, t, countText],
  );
}

/** Tells why items could not be deleted; of those that refer to them, what they are called. */
export function useRefusal(): (error: unknown, text: string) => Promise<void> {
  const { t } = useTranslation("actions");
  const model = useModel();
  const labelOf = useLabel();
  const describe = useErrorText();
  return useCallback(
    async (error, text) => {
      const problem = isApiError(error, "INVALID_FOREIGN_KEY") ? error.problems[0] : undefined;
      const referring = model.collections.get(String(problem?.extensions.collection ?? ""));
      if (problem === undefined || referring === undefined) return complain(`${text} ${describe(error)}`);
      const field = referring.fields.find(({ name }) => name === problem.field);
      const place = field === undefined ? labelOf(referring) : `${labelOf(referring)} · ${labelOf(field)}`;
      complain(`${text} ${t("delete.referred", { place })}`, await referringItems(problem, referring, model));
    },
    [model, labelOf, describe, t],
  );
}

async function referringItems(problem: Problem, collection: Collection, model: Model): Promise<readonly NoticeLine[]> {
  const ids = asTexts(problem.extensions.items);
  const items = await readMany(collection, ids, wantedOf(collection.name, model)).catch((): readonly Item[] => []);
  return ids.map((id) => {
    const item = items.find((one) => String(one[collection.primaryKey]) === id);
    const title = item === undefined ? "" : itemTitle(collection, item);
    return { text: title === "" ? id : title, path: `content/${collection.name}/${encodeURIComponent(id)}` };
  });
}
