/** Where one is in the library, and what the API is asked for there. */
import type { Query } from "@/api/client";

export type Kind = "all" | "image" | "video" | "audio" | "document";
export type Order = "newest" | "oldest" | "title" | "largest";

export interface MediaPlace {
  readonly folder: string | null;
  readonly search: string;
  readonly kind: Kind;
  readonly order: Order;
  /** Pictures that say nothing to who cannot see them. */
  readonly isWithoutAlt: boolean;
}

export const START: MediaPlace = { folder: null, search: "", kind: "all", order: "newest", isWithoutAlt: false };
export const PAGE_SIZE = 60;

const ORDERS: Readonly<Record<Order, string>> = {
  newest: "-uploaded_on,id",
  oldest: "uploaded_on,id",
  title: "title,id",
  largest: "-filesize,id",
};

/** Searches and reports look into all folders; else one sees what lies in one. */
export function isEverywhere(place: MediaPlace): boolean {
  return place.search !== "" || place.isWithoutAlt;
}

export function mediaQuery(place: MediaPlace, accept: readonly string[], page: number): Query {
  const filter = [...folderFilter(place), ...kindFilter(place.kind), ...acceptFilter(accept), ...altFilter(place)];
  return {
    fields: "*",
    limit: String(PAGE_SIZE),
    page: String(page),
    sort: ORDERS[place.order],
    meta: "filter_count",
    ...(place.search === "" ? {} : { search: place.search }),
    ...(filter.length === 0 ? {} : { filter: JSON.stringify({ _and: filter }) }),
  };
}

type Filter = Readonly<Record<string, unknown>>;

function folderFilter(place: MediaPlace): readonly Filter[] {
  if (isEverywhere(place)) return [];
  return [{ folder: place.folder === null ? { _null: true } : { _eq: place.folder } }];
}

function kindFilter(kind: Kind): readonly Filter[] {
  if (kind === "all") return [];
  if (kind !== "document") return [{ type: { _starts_with: `${kind}/` } }];
  return ["image/", "video/", "audio/"].map((start) => ({ type: { _nstarts_with: start } }));
}

function acceptFilter(accept: readonly string[]): readonly Filter[] {
  const types = accept.filter((type) => type !== "*/*");
  if (types.length === 0 || types.length < accept.length) return [];
  return [
    { _or: types.map((type) => ({ type: type.endsWith("/*") ? { _starts_with: type.slice(0, -1) } : { _eq: type } })) },
  ];
}

function altFilter(place: MediaPlace): readonly Filter[] {
  return place.isWithoutAlt ? [{ type: { _starts_with: "image/" } }, { description: { _empty: true } }] : [];
}
