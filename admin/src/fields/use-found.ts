import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { itemId, listItems } from "@/api/items";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { isObject } from "@/lib/json";
import { type Link, wantedOf } from "./link";

const PAGE = 20;
/** Who has scrolled past so many types something. */
const MOST_PAGES = 50;
/** So many fill the list that opens. */
const IN_SIGHT = 10;

interface Search {
  readonly collection: Collection;
  /** Of the model: what may be chosen at all. */
  readonly filter: unknown;
  readonly text: string;
  /** Nothing is asked before. */
  readonly isOpen: boolean;
  readonly isFree: (link: Link) => boolean;
}

/** What may be chosen, a page at a time: the server searches, and ten thousand items are as quick as ten. */
export function useFound({ collection, filter, text, isOpen, isFree }: Search) {
  const model = useModel();
  const search = text.trim();
  const query = {
    fields: wantedOf(collection.name, model),
    limit: String(PAGE),
    ...(search === "" ? {} : { search }),
    ...(isObject(filter) ? { filter: JSON.stringify(filter) } : {}),
  };
  const answer = useInfiniteQuery({
    queryKey: keys.pages(collection.name, query),
    queryFn: ({ signal, pageParam }) =>
      listItems(collection, { ...query, ...(pageParam === 0 ? {} : { offset: String(pageParam) }) }, signal),
    initialPageParam: 0,
    getNextPageParam: (last, pages) =>
      last.items.length < PAGE || pages.length === MOST_PAGES ? null : pages.length * PAGE,
    enabled: isOpen,
    placeholderData: keepPreviousData,
  });
  const links = (answer.data?.pages ?? []).flatMap((page) => page.items.flatMap((item) => linkTo(collection, item)));
  const free = links.filter(isFree);
  const { hasNextPage, isFetching, fetchNextPage } = answer;
  const more = () => {
    // What is asked for already is not asked for again: scrolling tells of itself many times.
    if (isOpen && hasNextPage) void fetchNextPage({ cancelRefetch: false });
  };
  // What is chosen already can fill whole pages, and a list that does not scroll never comes to its end.
  const isShort = isOpen && free.length < IN_SIGHT && hasNextPage && !isFetching;
  const pages = answer.data?.pages.length ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that came at once is one more too
  useEffect(() => {
    if (isShort) void fetchNextPage({ cancelRefetch: false });
  }, [isShort, fetchNextPage, pages]);
  return { links: free, isLoading: free.length === 0 && (isFetching || isShort), more };
}

function linkTo(collection: Collection, item: Parameters<typeof itemId>[1]): readonly Link[] {
  const id = itemId(collection, item);
  return id === null ? [] : [{ collection: collection.name, id, item, made: null }];
}
