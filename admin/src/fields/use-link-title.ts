import { useQuery } from "@tanstack/react-query";
import { readItem } from "@/api/items";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { Field } from "@/api/model-types";
import { type Link, linkTitle, wantedOf } from "./link";

/** The link with what its title needs; links inside of documents come as keys, so what lacks is asked for. */
export function useKnownLink(link: Link): Link {
  return useLoadedLink(link).known;
}

function useLoadedLink(link: Link): { readonly known: Link; readonly isLoading: boolean } {
  const model = useModel();
  const collection = model.collections.get(link.collection);
  const query = { fields: wantedOf(link.collection, model) };
  const isUnknown = linkTitle(link, model) === "" && link.isNew !== true;
  const loaded = useQuery({
    queryKey: keys.item(link.collection, link.id, query),
    queryFn: ({ signal }) => {
      if (collection === undefined) throw new Error(link.collection);
      return readItem(collection, link.id, query, signal);
    },
    enabled: isUnknown && collection !== undefined,
    retry: false,
  });
  const known = loaded.data === undefined ? link : { ...link, item: loaded.data.item };
  return { known, isLoading: loaded.isLoading };
}

/** Never empty: the key stands for an item without a name, or one that the caller may not see, and dots for what is on its way. */
export function useLinkTitle(link: Link, field?: Field): string {
  const model = useModel();
  const { known, isLoading } = useLoadedLink(link);
  return linkTitle(known, model, field) || linkTitle(known, model) || (isLoading ? "…" : String(link.id));
}
