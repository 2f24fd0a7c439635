/** Which fields a form shows, and where: the model's `admin: {form}`, or everything in the model's order. */
import { labelOfJson } from "@/api/label";
import type { Collection, Field, Label } from "@/api/model-types";
import { asList, asObject, asText, isObject } from "@/lib/json";

export interface Part {
  readonly key: string;
  /** None: fields without a heading. */
  readonly label: Label | null;
  readonly help: Label | null;
  readonly isCollapsed: boolean;
  readonly fields: readonly Field[];
}

export interface Tab {
  readonly key: string;
  readonly label: Label | null;
  readonly parts: readonly Part[];
}

export interface Layout {
  readonly tabs: readonly Tab[];
  /** Beside all tabs. */
  readonly aside: readonly Part[];
}

export function formFields(collection: Collection): readonly Field[] {
  return collection.fields.filter((field) => !field.isHidden && !field.isKey && !isOfServer(field));
}

/** Written by the server at every write: shown beside the form, not in it. */
export function isOfServer(field: Field): boolean {
  return ["date-created", "date-updated", "user-created", "user-updated"].some((word) => field.special.has(word));
}

/** What the caller may not write is shown, read-only. */
export function isWritable(collection: Collection, field: Field, isNew: boolean): boolean {
  const permission = isNew ? collection.permissions.create : collection.permissions.update;
  return !field.isReadonly && permission.access !== "none" && permission.fields.has(field.name);
}

interface Placed extends Part {
  readonly tab: Label | null;
  readonly isAside: boolean;
}

/**
 * `admin: {form: [{section, tab, aside, collapsed, help, fields: [title, {field: slug, width: half}]}]}`. Parts with the same tab stand together. Fields
 * that no part names come last, so that a new field is never out of sight.
 */
export function layoutOf(collection: Collection): Layout {
  const fields = formFields(collection);
  const byName = new Map(fields.map((field) => [field.name, field]));
  const placed = asList(asObject(collection.meta.admin).form).map((json, at) => partOf(json, at, byName));
  const named = new Set(placed.flatMap((part) => part.fields.map((field) => field.name)));
  const rest = fields.filter((field) => !named.has(field.name));
  const first = placed.find((part) => !part.isAside)?.tab ?? null;
  const last: Placed = {
    key: "rest",
    label: null,
    help: null,
    isCollapsed: false,
    fields: rest,
    tab: first,
    isAside: false,
  };
  const all = [...placed, last].filter((part) => part.fields.length > 0);
  return { tabs: tabsOf(all.filter((part) => !part.isAside)), aside: all.filter((part) => part.isAside) };
}

function partOf(json: unknown, at: number, fields: ReadonlyMap<string, Field>): Placed {
  const part = asObject(json);
  return {
    key: `part-${at}`,
    label: part.section === undefined ? null : labelOfJson(part.section),
    help: part.help === undefined ? null : labelOfJson(part.help),
    isCollapsed: part.collapsed === true,
    tab: part.tab === undefined ? null : labelOfJson(part.tab),
    isAside: part.aside === true,
    fields: asList(part.fields).flatMap((one) => fieldOf(one, fields)),
  };
}

function fieldOf(json: unknown, fields: ReadonlyMap<string, Field>): readonly Field[] {
  const field = fields.get(asText(isObject(json) ? json.field : json) ?? "");
  if (field === undefined) return [];
  const width = asObject(json).width;
  return [width === "half" || width === "full" ? { ...field, width } : field];
}

function tabsOf(parts: readonly Placed[]): readonly Tab[] {
  const tabs = new Map<string, { label: Label | null; parts: Part[] }>();
  for (const part of parts) {
    const key = JSON.stringify(part.tab);
    const tab = tabs.get(key) ?? { label: part.tab, parts: [] };
    tab.parts.push(part);
    tabs.set(key, tab);
  }
  return [...tabs].map(([key, tab]) => ({ key, ...tab }));
}
