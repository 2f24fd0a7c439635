/** A change of many items at once: what is sent, and what takes it back. */
import { ApiError, type Problem } from "@/api/errors";
import { type Item, itemId } from "@/api/items";
import { type Chosen, readMany, updateChosen, updateEach } from "@/api/many";
import type { Collection, Field, Model } from "@/api/model-types";
import { isMany } from "@/fields/link";
import { definitionOf } from "@/fields/registry";
import { asList, isSameJson } from "@/lib/json";

/** With links to many one may also leave alone what is there already. */
export type ChangeMode = "set" | "add" | "remove";

export interface FieldChange {
  readonly field: Field;
  readonly mode: ChangeMode;
  /** As the form writes it: the whole new value. */
  readonly json: unknown;
}

/** Read before: as far as that is cheap, and small enough to be written back in one request. */
const MOST_READ = 500;

export function modesOf(field: Field, chosen: Chosen): readonly ChangeMode[] {
  if (field.relation === null || !isMany(field)) return ["set"];
  // What an item does not have cannot be taken from it, so it has to be known who has what.
  return chosen.kind === "keys" && chosen.ids.length <= MOST_READ ? ["add", "remove", "set"] : ["add", "set"];
}

/** The items as they were, with the changed fields only; null where there are too many to be read. */
export async function readBefore(
  collection: Collection,
  chosen: Chosen,
  fields: readonly Field[],
  model: Model,
): Promise<readonly Item[] | null> {
  if (chosen.kind !== "keys" || chosen.ids.length > MOST_READ) return null;
  const wanted = fields.flatMap((field) => {
    const below = field.relation === null ? undefined : definitionOf(field).formFields?.(field, model);
    return below === undefined ? [field.name] : below.map((name) => `${field.name}.${name}`);
  });
  const lists = fields.filter((field) => field.relation !== null && isMany(field));
  const deep = Object.fromEntries(lists.map(({ name }) => [name, { _limit: -1 }]));
  const names = [...new Set([collection.primaryKey, ...wanted])].join(",");
  const items = await readMany(collection, chosen.ids, names, lists.length === 0 ? {} : { deep: JSON.stringify(deep) });
  return items.map((item) => ({
    [collection.primaryKey]: item[collection.primaryKey],
    ...Object.fromEntries(fields.map((field) => [field.name, written(field, item[field.name])])),
  }));
}

/** A value that was read, as it is written: links as keys. */
function written(field: Field, json: unknown): unknown {
  if (field.relation === null) return json ?? null;
  const { fromJson, toJson } = definitionOf(field);
  return toJson(fromJson(json, field), field) ?? null;
}

export async function writeChange(
  collection: Collection,
  chosen: Chosen,
  changes: readonly FieldChange[],
  before: readonly Item[] | null,
): Promise<void> {
  const isEach = changes.some(({ mode }) => mode === "remove");
  if (!isEach || before === null) return updateChosen(collection, chosen, dataOf(changes, null));
  const items = before.flatMap((item) => {
    const data = dataOf(changes, item);
    return Object.keys(data).length === 0 ? [] : [{ [collection.primaryKey]: itemId(collection, item), ...data }];
  });
  if (items.length > 0) await updateEach(collection, items);
}

/** `item`: one of those that were read, where each is written by itself. */
export function dataOf(changes: readonly FieldChange[], item: Item | null): Item {
  const pairs = changes.flatMap(({ field, mode, json }): [string, unknown][] => {
    if (mode === "set") return [[field.name, json]];
    if (mode === "add") return [[field.name, { update: asList(json) }]];
    const has = asList(item?.[field.name]);
    const gone = asList(json).filter((key) => has.some((one) => isSameJson(one, key)));
    return gone.length === 0 ? [] : [[field.name, { delete: gone }]];
  });
  return Object.fromEntries(pairs);
}

/** The server names places in the request (`data.title`, `[3].title`); here the same is said of the field, once. */
export function fieldError(error: ApiError): ApiError {
  const seen = new Set<string>();
  const problems = error.problems.flatMap((problem): Problem[] => {
    const path = problem.path?.replace(/^(data|\[\d+\])(\.|$)/, "") ?? null;
    const message = problem.message.replace(/^(data|\[\d+\])(\.[^:]*)?: /, "");
    const name = `${path}\n${message}`;
    if (seen.has(name)) return [];
    seen.add(name);
    return [{ ...problem, path: path === "" ? null : path, message }];
  });
  return new ApiError(error.status, problems, error.retryAfter);
}
