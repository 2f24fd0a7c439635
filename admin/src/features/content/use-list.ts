/** A list as its URL says it: what is asked for, what came, and how to change it. Tables, trees and boards draw the same list. */
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { Query } from "@/api/client";
import { type Count, type ItemPage, listItems } from "@/api/items";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { Collection, Field } from "@/api/model-types";
import { columnsOf, countQuery, type ListSearch, listQuery } from "@/items/table/list-state";
import { type KeptWidths, useWidths } from "@/items/table/widths";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** Of a list: the saved view by which somebody came. */
    readonly view?: string | undefined;
  }
}

export interface List {
  readonly collection: Collection;
  readonly search: ListSearch;
  readonly columns: readonly Field[];
  /** The request of the page that is shown. */
  readonly query: Query;
  readonly page: UseQueryResult<ItemPage>;
  /** How many items there are on all pages; null until it is known. */
  readonly count: Count | null;
  readonly columnWidths: KeptWidths;
  /** The saved view by which somebody came, if it was one. */
  readonly viewId: string | undefined;
  /** Changes the URL. What changes which items are listed leads back to their first page. */
  readonly change: (part: ListSearch, options?: ChangeOptions) => void;
}

export interface ChangeOptions {
  /** Not a step of its own for the browser's “back”. */
  readonly isReplacing?: boolean;
}

export function useList(collection: Collection): List {
  const model = useModel();
  const search = useSearch({ from: "/shell/content/$collection" });
  const navigate = useNavigate({ from: "/content/$collection" });
  const columns = columnsOf(collection, search);
  const query = listQuery(collection, columns, search, model);
  const page = useQuery({
    queryKey: keys.list(collection.name, query),
    queryFn: ({ signal }) => listItems(collection, query, signal),
    placeholderData: keepPreviousData,
  });
  const change = useCallback(
    (part: ListSearch, { isReplacing = false }: ChangeOptions = {}) => {
      const keepsPlace = Object.keys(part).every((name) => name === "fields");
      const place = keepsPlace ? {} : { page: undefined, cursor: undefined };
      void navigate({
        search: (before) => ({ ...before, ...place, ...part }),
        state: ({ view }) => ({ view }),
        replace: isReplacing,
      });
    },
    [navigate],
  );
  const viewId = useLocation({ select: ({ state }) => state.view });
  const columnWidths = useWidths(collection.name);
  const count = useCount(collection, search);
  return { collection, search, columns, query, page, count, columnWidths, viewId, change };
}

/** Apart from the page: rows do not wait for it, and it stays while one leafs through. */
function useCount(collection: Collection, search: ListSearch): Count | null {
  const query = countQuery(collection, search);
  const counted = useQuery({
    queryKey: keys.count(collection.name, query),
    queryFn: ({ signal }) => listItems(collection, query, signal),
    retry: false,
  });
  return counted.data?.estimate ?? null;
}
