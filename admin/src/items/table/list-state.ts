/** The state of a list is its URL, in the API's own words: what stands there can be pasted behind `/api/items/articles`. */
import type { Query } from "@/api/client";
import { titleFields } from "@/api/item-title";
import type { Collection, Field, Model } from "@/api/model-types";
import { definitionOf } from "@/fields/registry";
import { asObject, asTexts } from "@/lib/json";

/** The parameters of a list's URL; all of them texts, all optional. */
export interface ListSearch {
  readonly fields?: string | undefined;
  readonly sort?: string | undefined;
  readonly search?: string | undefined;
  readonly filter?: string | undefined;
  readonly page?: string | undefined;
  /** Where the page begins, instead of its number. */
  readonly cursor?: string | undefined;
  readonly limit?: string | undefined;
  /** `flat`: a tree as a plain list. */
  readonly layout?: string | undefined;
}

const NAMES = ["fields", "sort", "search", "filter", "page", "cursor", "limit", "layout"] as const;

/** Keeps what a list knows of a URL. */
export function listSearch(parameters: Readonly<Record<string, unknown>>): ListSearch {
  const kept = NAMES.flatMap((name) => {
    const value = parameters[name];
    return typeof value === "string" && value !== "" ? [[name, value]] : [];
  });
  return Object.fromEntries(kept);
}

/** The columns that are shown: those of the URL, else what the model's `admin.list` says, else a first few that mean something. */
export function columnsOf(collection: Collection, search: ListSearch): readonly Field[] {
  const chosen = named(collection, search.fields?.split(",") ?? []);
  return chosen.length > 0 ? chosen : defaultColumns(collection);
}

/** What can be a column. */
export function readableFields(collection: Collection): readonly Field[] {
  return collection.fields.filter((field) => collection.permissions.read.fields.has(field.name));
}

const FIRST = 6;

export function defaultColumns(collection: Collection): readonly Field[] {
  const told = named(collection, asTexts(asObject(collection.meta.admin).list));
  if (told.length > 0) return told;
  const readable = readableFields(collection).filter((field) => !field.isHidden);
  const names = titleFields(collection);
  const title = readable.filter((field) => names.includes(field.name));
  // What only names the item once more, such as a slug, tells nothing new of it.
  const rest = readable.filter(
    (field) => !names.includes(field.name) && !field.isKey && !field.isUnique && definitionOf(field).canSort,
  );
  return [...title, ...rest].slice(0, FIRST);
}

function named(collection: Collection, names: readonly string[]): readonly Field[] {
  const readable = readableFields(collection);
  return [...new Set(names)].flatMap((name) => readable.find((field) => field.name === name) ?? []);
}

export function pageOf(search: ListSearch): number {
  const page = Number(search.page ?? "1");
  return Number.isSafeInteger(page) && page > 0 ? page : 1;
}

/** A tree is shown as one, unless it is narrowed: what is found may stand anywhere in it. */
export function isTree({ treeField }: Collection, { filter, search, layout }: ListSearch): boolean {
  return treeField !== null && filter === undefined && search === undefined && layout !== "flat";
}

/** The request that answers a list's URL. */
export function listQuery(collection: Collection, columns: readonly Field[], search: ListSearch, model: Model): Query {
  const shown = columns.flatMap((field) => cellFields(field, model));
  const fields = new Set([collection.primaryKey, ...titleFields(collection), ...shown]);
  return {
    fields: [...fields].join(","),
    sort: search.sort,
    search: search.search,
    filter: search.filter,
    limit: search.limit ?? String(model.pageLimit.default),
    ...placeOf(search),
  };
}

/** A first page asks for a cursor, which far pages of a long list go on by. By relevance a row has no place, so a search has none without a sort. */
function placeOf(search: ListSearch): Query {
  if (search.cursor !== undefined) return { cursor: search.cursor };
  const page = pageOf(search);
  const hasCursor = page === 1 && (search.search === undefined || search.sort !== undefined);
  return hasCursor ? { cursor: "*" } : { page: String(page) };
}

/** The request that counts what a list's URL finds, whichever page of it is shown. */
export function countQuery(collection: Collection, { search, filter }: ListSearch): Query {
  return { fields: collection.primaryKey, limit: "0", meta: "estimated_count", search, filter };
}

function cellFields(field: Field, model: Model): readonly string[] {
  const below = definitionOf(field).cellFields?.(field, model);
  return below === undefined ? [field.name] : below.map((name) => `${field.name}.${name}`);
}
