import { expect, test } from "vitest";
import type { ListSearch } from "./list-state";
import { pageSizes, pagingOf, type Shown } from "./paging";

const few = { value: 43, isExact: true };
const many = { value: 1_200_000, isExact: false };

function paging(part: Partial<Shown>) {
  return pagingOf({ search: {}, trail: [], limit: 20, length: 20, nextCursor: null, count: few, ...part });
}

test("a short list goes by number", () => {
  expect(paging({ nextCursor: "b" })).toMatchObject({ page: 1, previous: null, next: { search: { page: "2" } } });
  expect(paging({ search: { page: "2", sort: "a" } })).toMatchObject({
    previous: { search: { page: "1", sort: "a" } },
    next: { search: { page: "3", sort: "a" } },
  });
  expect(paging({ search: { page: "3" }, length: 3 }).next).toBe(null);
});

test("before the count is known, a full page has another one behind it", () => {
  expect(paging({ count: null, nextCursor: "b" }).next).toMatchObject({ search: { page: "2" } });
  expect(paging({ count: null, nextCursor: null, length: 3 }).next).toBe(null);
  expect(paging({ count: null, search: { page: "2" } }).next).toMatchObject({ search: { page: "3" } });
});

test("a long list goes by cursor, and finds the way back", () => {
  const visited: ListSearch[] = [];
  let place = { search: { sort: "-title" } as ListSearch, trail: [] as readonly string[] };
  for (const nextCursor of ["b", "c", "d"]) {
    visited.push(place.search);
    const { next, page } = paging({ ...place, nextCursor, count: many });
    expect(page).toBe(visited.length);
    if (next === null) throw new Error("no next page");
    place = next;
  }
  expect(place.search).toMatchObject({ sort: "-title", cursor: "d", page: undefined });
  for (const search of visited.toReversed()) {
    const { previous } = paging({ ...place, count: many });
    if (previous === null) throw new Error("no previous page");
    place = previous;
    expect(place.search.cursor).toBe(search.cursor);
  }
  expect(paging({ ...place, count: many }).previous).toBe(null);
});

test("a cursor from somebody else leads to the first page and onward", () => {
  const { page, previous, next } = paging({ search: { cursor: "x" }, nextCursor: "y", count: many });
  expect(page).toBe(null);
  expect(previous?.search.cursor).toBe(undefined);
  expect(next).toMatchObject({ search: { cursor: "y" }, trail: ["x"] });
});

test("a long search by relevance has no cursor and goes by number", () => {
  expect(paging({ search: { search: "a" }, count: many }).next).toMatchObject({ search: { page: "2" } });
});

test("sizes keep to what the server allows, and name the present one", () => {
  expect(pageSizes(25, { default: 30, max: 200 })).toEqual([20, 25, 30, 50, 100]);
});
