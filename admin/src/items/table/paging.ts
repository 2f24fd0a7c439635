/** Where the pages before and behind lead. Short lists go by number; in long ones a number costs the database all rows before it, so they go by cursor. */
import type { Count } from "@/api/items";
import { type ListSearch, pageOf } from "./list-state";

/** The cursors of the pages before this one, the first page as an empty text: a cursor itself only leads onward. Kept beside the URL, in the history. */
export type Trail = readonly string[];

export interface Place {
  readonly search: ListSearch;
  readonly trail: Trail;
}

export interface Shown {
  readonly search: ListSearch;
  readonly trail: Trail;
  readonly limit: number;
  /** How many items came. */
  readonly length: number;
  readonly nextCursor: string | null;
  readonly count: Count | null;
}

export interface Paging {
  /** Null when a cursor came without its way, as in a link from somebody else. */
  readonly page: number | null;
  readonly previous: Place | null;
  readonly next: Place | null;
}

export function pagingOf(shown: Shown): Paging {
  return shown.search.cursor === undefined ? byNumber(shown) : byCursor(shown, shown.search.cursor);
}

function byCursor({ search, trail, nextCursor }: Shown, cursor: string): Paging {
  const before = trail.at(-1) ?? "";
  return {
    page: trail.length === 0 ? null : trail.length + 1,
    previous: placeAt(search, before, trail.slice(0, -1)),
    next: nextCursor === null ? null : placeAt(search, nextCursor, [...trail, cursor]),
  };
}

function byNumber({ search, limit, length, nextCursor, count }: Shown): Paging {
  const page = pageOf(search);
  const previous = page > 1 ? { search: { ...search, page: String(page - 1) }, trail: [] } : null;
  if (page === 1 && nextCursor !== null && count?.isExact === false)
    return { page, previous, next: placeAt(search, nextCursor, [""]) };
  const isMore = count?.isExact === true ? page * limit < count.value : nextCursor !== null || length === limit;
  return { page, previous, next: isMore ? { search: { ...search, page: String(page + 1) }, trail: [] } : null };
}

function placeAt(search: ListSearch, cursor: string, trail: Trail): Place {
  return { search: { ...search, page: undefined, cursor: cursor === "" ? undefined : cursor }, trail };
}

const SIZES = [20, 50, 100, 250, 500];

/** How many items a page may have, the usual number and the present one among them. */
export function pageSizes(limit: number, limits: { readonly default: number; readonly max: number }): number[] {
  const sizes = new Set([...SIZES.filter((size) => size <= limits.max), limits.default, limit]);
  return [...sizes].toSorted((left, right) => left - right);
}
