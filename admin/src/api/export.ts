/** Lists as files. The browser itself takes them in where it can: it streams them to the disk, and shows how far it is. */
import { apiAddress, type Query, request, requestFile } from "./client";
import { type Chosen, queryOf } from "./many";
import type { Collection } from "./model-types";
import { keptToken } from "./session";
import { viewedAs } from "./view-as";

export type ExportFormat = "csv_utf8" | "csv" | "json";

export interface ExportWish {
  readonly format: ExportFormat;
  readonly fields: string;
  readonly sort: string | undefined;
  /** Null: all items. */
  readonly of: Chosen | null;
}

/** Longer addresses are refused on their way by some proxies. */
const LONGEST_ADDRESS = 6000;

export function exportQuery(collection: Collection, { format, fields, sort, of }: ExportWish): Query {
  const which = of === null ? null : queryOf(collection, of);
  return {
    export: format,
    fields,
    sort,
    search: which?.search,
    filter: which === null ? undefined : JSON.stringify(which.filter),
  };
}

/** Resolves when the browser has it, or has begun to take it in. */
export async function exportItems(collection: Collection, wish: ExportWish): Promise<void> {
  const query = exportQuery(collection, wish);
  const address = apiAddress(collection.itemsPath, query);
  const isShort = address.length <= LONGEST_ADDRESS;
  const name = `${collection.name}.${wish.format === "json" ? "json" : "csv"}`;
  // Only a session's cookie travels with a plain link; a token and the eyes of a role are headers.
  if (isShort && keptToken() === null && viewedAs.get() === null) {
    // A refusal would be the file, and a cookie may be due: the same question for one row, first.
    await request("GET", collection.itemsPath, { query: { ...query, export: undefined, limit: "1" } });
    return save(address, name);
  }
  const file = isShort
    ? await requestFile("GET", collection.itemsPath, { query })
    : await requestFile("POST", `${collection.itemsPath}/query`, { body: { query: withoutNothing(query) } });
  const made = URL.createObjectURL(file);
  save(made, name);
  setTimeout(() => URL.revokeObjectURL(made), KEPT);
}

/** The browser reads the address a moment after the click. */
const KEPT = 60_000;

function save(address: string, name: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}

function withoutNothing(query: Query): Query {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}
