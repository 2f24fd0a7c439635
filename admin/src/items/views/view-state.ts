/** Between a list's URL and what a view keeps of it. */
import { TABLE, type View, type ViewState } from "@/api/views";
import { isObject, isSameJson, type JsonObject } from "@/lib/json";
import type { ListSearch } from "../table/list-state";
import { type Widths, widthsOf } from "../table/widths";

export function stateOf(search: ListSearch, widths: Widths): ViewState {
  return {
    search: search.search ?? null,
    filter: filterOf(search.filter),
    sort: listOf(search.sort),
    fields: listOf(search.fields),
    limit: search.limit === undefined ? null : Number(search.limit),
    layout: search.layout ?? TABLE,
    widths: { ...widths },
  };
}

/** The URL that shows what the view shows. */
export function searchOf({ state }: View): ListSearch {
  const { search, filter, sort, fields, limit, layout } = state;
  return {
    ...(search === null ? {} : { search }),
    ...(filter === null ? {} : { filter: JSON.stringify(filter) }),
    ...(sort.length === 0 ? {} : { sort: sort.join(",") }),
    ...(fields.length === 0 ? {} : { fields: fields.join(",") }),
    ...(limit === null ? {} : { limit: String(limit) }),
    ...(layout === TABLE ? {} : { layout }),
  };
}

/** Whether the list shows what the view says. Widths are taste: they do not make it another list. */
export function isShown(view: View, search: ListSearch): boolean {
  const { widths: _, ...now } = stateOf(search, {});
  const { widths: __, ...then } = view.state;
  return isSameJson(now, then);
}

/** The view that somebody came by; else one that happens to say the same. */
export function openView(views: readonly View[], openedId: string | undefined, search: ListSearch): View | null {
  return views.find(({ id }) => id === openedId) ?? views.find((view) => isShown(view, search)) ?? null;
}

/** Nothing is out of the ordinary: no view is needed to come back here. */
export function isOrdinary(search: ListSearch): boolean {
  const { search: text, filter, sort, fields, limit, layout } = search;
  return [text, filter, sort, fields, limit, layout].every((part) => part === undefined);
}

export function viewWidths(view: View): Widths {
  return widthsOf(view.state.widths);
}

function listOf(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(",");
}

function filterOf(text: string | undefined): JsonObject | null {
  try {
    const json: unknown = JSON.parse(text ?? "null");
    return isObject(json) ? json : null;
  } catch {
    return null;
  }
}
