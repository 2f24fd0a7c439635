import { useLocation, useParams, useSearch } from "@tanstack/react-router";
import type { View } from "@/api/views";
import { useViews } from "@/items/views/use-views";
import { openView } from "@/items/views/view-state";

export interface CurrentViews {
  /** The collection of the page; null on pages of none. */
  readonly collection: string | null;
  readonly views: readonly View[];
  /** The view that the list shows. */
  readonly open: View | null;
}

/** Where one is, for the navigation. All views came with one request, which is that of the tabs and the palette. */
export function useCurrentViews(): CurrentViews {
  const { collection = null, id } = useParams({ strict: false });
  const search = useSearch({ strict: false });
  const viewId = useLocation({ select: ({ state }) => state.view });
  const views = (useViews() ?? []).filter((view) => view.collection === collection);
  return { collection, views, open: id === undefined ? openView(views, viewId, search) : null };
}
