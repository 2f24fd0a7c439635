import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { Model } from "@/api/model-types";
import { readViews, type View } from "@/api/views";

/** All saved views that one may see; null until they are known. Who has not signed in as somebody has none. */
export function useViews(): readonly View[] | null {
  const isThere = hasViews(useModel());
  const views = useQuery({
    queryKey: keys.views,
    queryFn: ({ signal }) => readViews(signal),
    enabled: isThere,
    retry: false,
  });
  return views.data ?? (views.isPending && isThere ? null : NONE);
}

const NONE: readonly View[] = [];

export function hasViews(model: Model): boolean {
  return (model.collections.get("quintet_presets")?.permissions.read.access ?? "none") !== "none";
}

export function useViewsOf(collection: string): readonly View[] | null {
  const views = useViews();
  return useMemo(() => views?.filter((view) => view.collection === collection) ?? null, [views, collection]);
}

/** After a change of them. */
export function useRereadViews(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.views });
}
