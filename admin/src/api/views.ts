/** Saved views of lists: the server's `presets`. What they hold is JSON of tools; what is of no use is read as nothing. */
import { asList, asNumber, asObject, asText, asTexts, isObject, type JsonObject } from "@/lib/json";
import { request } from "./client";

export interface View {
  readonly id: string;
  readonly name: string;
  readonly color: string | null;
  readonly collection: string;
  /** Whose it is; null: it is shared. */
  readonly owner: string | null;
  /** With whom it is shared; null is everybody. */
  readonly role: string | null;
  readonly state: ViewState;
}

/** What a view keeps of a list, in the words of the API. */
export interface ViewState {
  readonly search: string | null;
  readonly filter: JsonObject | null;
  readonly sort: readonly string[];
  readonly fields: readonly string[];
  readonly limit: number | null;
  /** `table` where nothing else was asked for. */
  readonly layout: string;
  readonly widths: JsonObject;
}

export const TABLE = "table";

export interface ViewWish {
  readonly name: string;
  readonly color: string | null;
  /** Only for administrators; absent: it stays whose it is. */
  readonly sharing?: { readonly owner: string | null; readonly role: string | null };
}

const FIELDS = "id,bookmark,color,collection,user,role,search,filter,layout,layout_query,layout_options";
const MOST = "1000";

/** One's own and those that are shared with one; not what somebody else keeps for himself, though administrators may see it. */
export async function readViews(signal?: AbortSignal): Promise<readonly View[]> {
  const filter = JSON.stringify({ _or: [{ user: { _null: true } }, { user: { _eq: "$CURRENT_USER" } }] });
  const query = { fields: FIELDS, filter, sort: "bookmark", limit: MOST };
  const rows = await request("GET", "/presets", { query, ...(signal === undefined ? {} : { signal }) });
  return asList(rows).map((row) => viewOf(asObject(row)));
}

export async function createView(collection: string, wish: ViewWish, state: ViewState): Promise<View> {
  const body = { collection, ...named(wish), ...kept(state) };
  return viewOf(asObject(await request("POST", "/presets", { body, query: { fields: FIELDS } })));
}

export async function renameView(id: string, wish: ViewWish): Promise<void> {
  await request("PATCH", pathOf(id), { body: named(wish) });
}

export async function keepState(id: string, state: ViewState): Promise<void> {
  await request("PATCH", pathOf(id), { body: kept(state) });
}

export async function deleteView(id: string): Promise<void> {
  await request("DELETE", pathOf(id));
}

function pathOf(id: string): string {
  return `/presets/${encodeURIComponent(id)}`;
}

function named({ name, color, sharing }: ViewWish) {
  const shared = sharing === undefined ? {} : { user: sharing.owner, role: sharing.role };
  return { bookmark: name, color, ...shared };
}

function kept({ search, filter, sort, fields, limit, layout, widths }: ViewState) {
  const query = { sort, fields, ...(limit === null ? {} : { limit }) };
  return { search, filter, layout, layout_query: query, layout_options: { widths } };
}

function viewOf(row: JsonObject): View {
  const query = asObject(row.layout_query);
  return {
    id: String(row.id ?? ""),
    name: asText(row.bookmark) ?? "",
    color: asText(row.color),
    collection: asText(row.collection) ?? "",
    owner: asText(row.user),
    role: asText(row.role),
    state: {
      search: asText(row.search),
      filter: isObject(row.filter) ? row.filter : null,
      sort: asTexts(query.sort),
      fields: asTexts(query.fields),
      limit: asNumber(query.limit),
      layout: asText(row.layout) ?? TABLE,
      widths: asObject(asObject(row.layout_options).widths),
    },
  };
}
