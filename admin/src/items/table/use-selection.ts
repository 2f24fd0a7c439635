/** Which items of a list are chosen: one by one, in ranges, a page, or everything that the list finds, also on pages that were never loaded. */
import { useState } from "react";
import type { Query } from "@/api/client";
import type { Count, ItemId } from "@/api/items";
import type { Chosen } from "@/api/many";
import type { Selection } from "./selection";

export interface Choice extends Selection {
  /** Null: nothing. */
  readonly chosen: Chosen | null;
  readonly isEverything: boolean;
  /** As `toggle`, where the rows are not those of the list's page. */
  readonly toggleIn: (order: readonly ItemId[], id: ItemId, isRange: boolean) => void;
  readonly chooseEverything: () => void;
  readonly clear: () => void;
}

export interface ChoiceState {
  readonly ids: ReadonlySet<ItemId>;
  readonly isEverything: boolean;
  /** Where a range begins. */
  readonly anchor: ItemId | null;
}

export const NOTHING: ChoiceState = { ids: new Set(), isEverything: false, anchor: null };

/** `order`: the ids of the page as they are shown. Who takes one out of everything has chosen the rest of the page. */
export function toggled(state: ChoiceState, order: readonly ItemId[], id: ItemId, isRange: boolean): ChoiceState {
  const ids = new Set(state.isEverything ? order : state.ids);
  const isOn = !ids.has(id);
  const from = state.anchor === null ? -1 : order.indexOf(state.anchor);
  const to = order.indexOf(id);
  const range = isRange && from >= 0 && to >= 0 ? order.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
  for (const one of range)
    if (isOn) ids.add(one);
    else ids.delete(one);
  return { ids, isEverything: false, anchor: id };
}

export function toggledAll(state: ChoiceState, page: readonly ItemId[], isOn: boolean): ChoiceState {
  const ids = new Set(state.isEverything ? [] : state.ids);
  for (const one of page)
    if (isOn) ids.add(one);
    else ids.delete(one);
  return { ids, isEverything: false, anchor: null };
}

/** What was chosen of one filter and search means nothing in another. Other pages and orders of the same keep it. */
export function useSelection(order: readonly ItemId[], query: Query, count: Count | null): Choice {
  const scope = JSON.stringify([query.filter, query.search]);
  const [kept, setKept] = useState({ scope, state: NOTHING });
  const state = kept.scope === scope ? kept.state : NOTHING;
  const set = (next: ChoiceState) => setKept({ scope, state: next });
  const { ids, isEverything } = state;
  return {
    ids: isEverything ? new Set(order) : ids,
    toggle: (id, isRange) => set(toggled(state, order, id, isRange)),
    toggleIn: (rows, id, isRange) => set(toggled(state, rows, id, isRange)),
    toggleAll: (page, isOn) => set(toggledAll(state, page, isOn)),
    isEverything,
    chosen: chosenOf(state, query, count),
    chooseEverything: () => set({ ids: new Set(), isEverything: true, anchor: null }),
    clear: () => set(NOTHING),
  };
}

function chosenOf({ ids, isEverything }: ChoiceState, query: Query, count: Count | null): Chosen | null {
  if (isEverything) return { kind: "query", query: { filter: query.filter, search: query.search }, count };
  return ids.size === 0 ? null : { kind: "keys", ids: [...ids] };
}
