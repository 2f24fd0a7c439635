/** The state of a list is its URL, in the API's own words: what stands there can be pasted behind `/api/items/articles`. */
import type { Query } from "@/api/client";
import { titleFields } from "@/api/item-title";
import type { Collection, Field, Model } from "@/api/model-types";
import { definitionOf } from "@/fields/registry";

/** The parameters of a list's URL; all of them texts, all optional. */
export interface ListSearch {
  readonly fields?: string | undefined;
  readonly sort?: string | undefined;
  readonly search?: string | undefined;
  readonly filter?: string | undefined;
  readonly page?: string | undefined;
  readonly limit?: string | undefined;
}

const NAMES = ["fields", "sort", "search", "filter", "page", "limit"] as const;

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
  const wanted = search.fields?.split(",") ?? [];
  const chosen = wanted.flatMap((name) => collection.fields.find((field) => field.name === name) ?? []);
  return chosen.length > 0 ? chosen : defaultColumns(collection);
}

const FIRST = 6;

function defaultColumns(collection: Collection): readonly Field[] {
  const readable = collection.fields.filter(
    (field) => collection.permissions.read.fields.has(field.name) && !field.isHidden,
  );
  const names = titleFields(collection);
  const title = readable.filter((field) => names.includes(field.name));
  const rest = readable.filter((field) => !names.includes(field.name) && !field.isKey && definitionOf(field).canSort);
  return [...title, ...rest].slice(0, FIRST);
}

export function pageOf(search: ListSearch): number {
  const page = Number(search.page ?? "1");
  return Number.isSafeInteger(page) && page > 0 ? page : 1;
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
    page: String(pageOf(search)),
    limit: search.limit ?? String(model.pageLimit.default),
    meta: "filter_count",
  };
}

function cellFields(field: Field, model: Model): readonly string[] {
  const below = definitionOf(field).cellFields?.(field, model);
  return below === undefined ? [field.name] : below.map((name) => `${field.name}.${name}`);
}
