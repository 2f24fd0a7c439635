/** Saves one field of one item over the version that was seen. What others changed in other fields is no conflict; in this one it is told. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { type Item, type ItemId, type ItemPage, type LoadedItem, readItem, updateItem } from "@/api/items";
import { keys } from "@/api/keys";
import type { Collection, Field } from "@/api/model-types";
import { definitionOf } from "@/fields/registry";
import { useErrorText } from "@/hooks/use-error-text";
import { localProblems, serverProblems } from "@/items/form/check";
import type { FormStore } from "@/items/form/form-store";
import { isSameJson } from "@/lib/json";

interface Saving {
  readonly collection: Collection;
  readonly field: Field;
  readonly id: ItemId;
  readonly store: FormStore;
  readonly onSaved: () => void;
}

export type CellState =
  | { readonly kind: "idle" | "saving" }
  | { readonly kind: "refused"; readonly text: string }
  | { readonly kind: "conflict"; readonly theirs: LoadedItem };

export function useCellSaving({ collection, field, id, store, onSaved }: Saving) {
  const { t } = useTranslation("fields");
  const describe = useErrorText();
  const client = useQueryClient();
  const query = { fields: `${collection.primaryKey},${field.name}` };
  const [state, setState] = useState<CellState>({ kind: "idle" });
  const seen = useSeen(collection, id, store, query);
  const jsonOf = ({ item }: LoadedItem) => {
    const { fromJson, toJson } = definitionOf(field);
    return toJson(fromJson(item[field.name], field), field) ?? null;
  };
  /** Again where the versions differ elsewhere only. */
  const write = async (over: LoadedItem): Promise<LoadedItem | null> => {
    try {
      return await updateItem(collection, id, store.changes(), { seen: over.etag, query });
    } catch (error) {
      if (!isApiError(error, "PRECONDITION_FAILED")) throw error;
      const theirs = await readItem(collection, id, query);
      if (isSameJson(jsonOf(theirs), jsonOf(over))) return write(theirs);
      setState({ kind: "conflict", theirs });
      return null;
    }
  };
  const send = async (over: LoadedItem) => {
    setState({ kind: "saving" });
    try {
      const written = await write(over);
      if (written === null) return;
      show(written.item);
      onSaved();
      void client.invalidateQueries({ queryKey: keys.collection(collection.name) });
    } catch (error) {
      setState({ kind: "refused", text: refusal(error) });
    }
  };
  /** At once, in every list that has the item; the server's order and filter come after. */
  const show = (item: Item) =>
    client.setQueriesData<ItemPage>({ queryKey: keys.lists(collection.name) }, (page) =>
      page === undefined
        ? page
        : { ...page, items: page.items.map((one) => (isSame(one, id) ? { ...one, ...item } : one)) },
    );
  const isSame = (item: Item, key: ItemId) => item[collection.primaryKey] === key;
  const refusal = (error: unknown): string => {
    if (!isApiError(error)) return describe(error);
    const { byField, rest } = serverProblems(store, error, t);
    store.showProblems(byField);
    return byField.size > 0 ? "" : error.status === 403 || rest.length === 0 ? describe(error) : rest.join(" ");
  };
  const save = async () => {
    if (state.kind === "saving") return;
    const problems = localProblems(store, () => true, t);
    store.showProblems(problems);
    if (problems.size > 0) return;
    try {
      const base = await seen;
      if (isSameJson(store.currentJson(field.name), jsonOf(base))) onSaved();
      else await send(base);
    } catch (error) {
      setState({ kind: "refused", text: describe(error) });
    }
  };
  const takeTheirs = ({ item }: LoadedItem) => {
    show(item);
    onSaved();
  };
  return { state, save, overwrite: send, takeTheirs };
}

/** The newest version, asked for when the cell is opened: the list may be minutes old. What was not touched yet follows it. */
function useSeen(collection: Collection, id: ItemId, store: FormStore, query: { fields: string }): Promise<LoadedItem> {
  const [asked] = useState(() => readItem(collection, id, query));
  useEffect(() => {
    let isOpen = true;
    asked.then(
      ({ item }) => {
        if (isOpen && !store.isDirty()) store.load(item);
      },
      // It is told when it is saved.
      () => undefined,
    );
    return () => {
      isOpen = false;
    };
  }, [asked, store]);
  return asked;
}
