/** What somebody typed and did not save: kept in the browser, one draft an item and a person, offered when the form is opened again. */
import type { ItemId } from "@/api/items";
import type { Collection, Field, Model } from "@/api/model-types";
import { definitionOf } from "@/fields/registry";
import { asNumber, asText } from "@/lib/json";
import { forget, keep, kept, keptKeys } from "@/lib/shelf";
import type { FormStore } from "./form-store";

const FORMAT = 1;

export interface Draft {
  readonly values: ReadonlyMap<string, unknown>;
  /** The version that was changed. */
  readonly seen: string | null;
  readonly at: Date;
}

export function draftKey(person: string, collection: Collection, id: ItemId | null, isNew: boolean): string {
  return ["draft", person, collection.name, isNew ? "+" : (id ?? "")].join("/");
}

/** Passwords and secrets stay in the form. */
export function isKept(field: Field): boolean {
  return definitionOf(field).isConfidential !== true;
}

export async function keepDraft(key: string, store: FormStore, seen: string | null): Promise<void> {
  const values = store.typed(isKept);
  if (values.size === 0) return forget(key);
  const kinds = new Map(store.fields.map((field) => [field.name, field.kind]));
  const typed = [...values].map(([name, value]) => ({ name, kind: kinds.get(name), value }));
  await keep(key, { format: FORMAT, typed, seen, at: Date.now() });
}

export const forgetDraft = forget;

/** Values whose field is of another type by now are of no use. */
export async function keptDraft(key: string, fields: readonly Field[]): Promise<Draft | null> {
  const found = await kept(key);
  if (!isStored(found)) return null;
  const typed = found.typed.filter(({ name, kind }) =>
    fields.some((field) => field.name === name && field.kind === kind),
  );
  if (typed.length === 0) return null;
  return {
    values: new Map(typed.map(({ name, value }) => [name, value])),
    seen: asText(found.seen),
    at: new Date(asNumber(found.at) ?? 0),
  };
}

export interface WaitingDraft {
  readonly collection: string;
  /** `+` for an item that was never made, empty for the item of a singleton. */
  readonly id: string;
  readonly draft: Draft;
}

/** Everything that somebody typed in this browser and did not save; the newest first. */
export async function waitingDrafts(person: string, model: Model): Promise<readonly WaitingDraft[]> {
  const beginning = `draft/${person}/`;
  const names = await keptKeys(beginning);
  const found = await Promise.all(
    names.map(async (name) => {
      const [collection = "", ...rest] = name.slice(beginning.length).split("/");
      const draft = await keptDraft(name, model.collections.get(collection)?.fields ?? []);
      return draft === null ? [] : [{ collection, id: rest.join("/"), draft }];
    }),
  );
  return found.flat().sort((left, right) => right.draft.at.getTime() - left.draft.at.getTime());
}

interface Stored {
  readonly typed: readonly { readonly name: string; readonly kind: string; readonly value: unknown }[];
  readonly seen: unknown;
  readonly at: unknown;
}

function isStored(found: unknown): found is Stored {
  return (
    typeof found === "object" &&
    found !== null &&
    "format" in found &&
    found.format === FORMAT &&
    "typed" in found &&
    Array.isArray(found.typed)
  );
}
