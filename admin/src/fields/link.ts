/** Links to items of other collections: what all relations have in common, files and users too. */
import { itemTitle, titleFields } from "@/api/item-title";
import type { Item, ItemId } from "@/api/items";
import type { Field, Model } from "@/api/model-types";
import { asList, asNumber, asObject, asText, isSameJson, type JsonObject } from "@/lib/json";
import type { FieldProblem } from "./define-field";

export interface Link {
  readonly collection: string;
  readonly id: ItemId;
  /** What is known of the item: enough for its title, if it was asked for. */
  readonly item: Item;
  /** A row that is to be made, where the link has fields of its own. */
  readonly made: JsonObject | null;
}

export interface Links {
  readonly links: readonly Link[];
  /** As the server has them: what changed is sent, not the whole. */
  readonly saved: readonly Link[];
}

export const NO_LINKS: Links = { links: [], saved: [] };

export function targetsOf(field: Field): readonly string[] {
  const { relation } = field;
  return relation === null ? [] : relation.through === null ? relation.targets : [relation.through];
}

export function isMany(field: Field): boolean {
  return field.relation?.isMany ?? field.options.many === true;
}

export function isToAny(field: Field): boolean {
  return field.relation?.kind === "m2a";
}

export function linksOf(json: unknown, field: Field): Links {
  const links = (Array.isArray(json) ? asList(json) : [json]).flatMap((one) => linkOf(one, field) ?? []);
  return { links, saved: links };
}

function linkOf(json: unknown, field: Field): Link | null {
  if (!isToAny(field)) return linkTo(targetsOf(field)[0] ?? "", json, field);
  const { collection, item } = asObject(json);
  return linkTo(asText(collection) ?? "", item, field);
}

function linkTo(collection: string, json: unknown, field: Field): Link | null {
  const item = asObject(json);
  const id = keyOf(json) ?? keyOf(item[field.relation?.keys?.[collection] ?? "id"]);
  return id === null ? null : { collection, id, item, made: null };
}

function keyOf(json: unknown): ItemId | null {
  return asText(json) ?? asNumber(json);
}

/** Identity within a list. */
export function linkName(link: Link): string {
  return `${link.made === null ? "" : "new:"}${link.collection}:${link.id}`;
}

/** What the API takes: a key, a list where all is said, or the difference where a list could lose what this app never saw. */
export function linksJson({ links, saved }: Links, field: Field): unknown {
  const json = (link: Link) => link.made ?? (isToAny(field) ? { collection: link.collection, item: link.id } : link.id);
  const now = links.map(json);
  if (!isMany(field)) return now[0] ?? null;
  const before = saved.map(json);
  const isWhole = field.special.has("nested") || saved.length === 0 || isSameJson(now, before);
  if (isWhole) return now;
  const names = new Set(links.map(linkName));
  const savedNames = new Set(saved.map(linkName));
  const kept = saved.filter((link) => names.has(linkName(link)));
  const isAppended = kept.every((link, at) => linkName(link) === linkName(links[at] ?? link));
  const hasOrder = field.relation?.kind !== "o2m";
  if (!isAppended && hasOrder) return now;
  const added = links.filter((link) => !savedNames.has(linkName(link)));
  return {
    create: added.filter((link) => link.made !== null).map(json),
    update: added.filter((link) => link.made === null).map(json),
    delete: saved.filter((link) => !names.has(linkName(link))).map(json),
  };
}

/** What is asked for so that links have titles. */
export function linkFields(field: Field, model: Model): readonly string[] {
  if (!isToAny(field)) return targetsOf(field).flatMap((target) => wanted(target, model));
  const items = targetsOf(field).flatMap((target) => wanted(target, model).map((name) => `item:${target}.${name}`));
  return ["collection", ...items];
}

function wanted(target: string, model: Model): readonly string[] {
  const collection = model.collections.get(target);
  if (collection === undefined) return [];
  return [...new Set([collection.primaryKey, ...titleFields(collection), ...(FILE_FIELDS[target] ?? [])])];
}

const FILE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  quintet_files: ["title", "filename_download", "type", "description"],
};

/** Empty when nothing but the key is known. */
export function linkTitle(link: Link, model: Model): string {
  const collection = model.collections.get(link.collection);
  if (link.collection === "quintet_files") return asText(link.item.title) ?? asText(link.item.filename_download) ?? "";
  return collection === undefined ? "" : itemTitle(collection, link.item);
}

/** For `readItem` and `listItems`. */
export function wantedOf(target: string, model: Model): string {
  return wanted(target, model).join(",");
}

export function linksProblem({ links }: Links, field: Field): FieldProblem | null {
  return !isMany(field) && links.length > 1 ? { key: "tooManyItems", values: { max: 1 } } : null;
}
