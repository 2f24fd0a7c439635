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
  /** What is written of the item together with the one that links to it: a new item, or the changes of one that is there, with its key. */
  readonly made: JsonObject | null;
  /** It is made with the item that links to it; the id is only ours until then. */
  readonly isNew?: boolean;
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
  return `${link.collection}:${link.id}`;
}

/** What the API takes: a key, a list where all is said, or the difference where a list could lose what this app never saw. */
export function linksJson({ links, saved }: Links, field: Field): unknown {
  const json = (link: Link) => {
    const item = link.made ?? link.id;
    return isToAny(field) ? { collection: link.collection, item } : item;
  };
  const now = links.map(json);
  if (!isMany(field)) return now[0] ?? null;
  const before = saved.map(json);
  if (field.special.has("nested") || isSameJson(now, before)) return now;
  // Without a single one before, there is nothing that a list could lose.
  if (saved.length === 0) return now;
  const names = new Set(links.map(linkName));
  const savedNames = new Set(saved.map(linkName));
  const kept = saved.filter((link) => names.has(linkName(link)));
  const isAppended = kept.every((link, at) => linkName(link) === linkName(links[at] ?? link));
  const hasOrder = field.relation?.kind !== "o2m";
  if (!isAppended && hasOrder) return now;
  const added = links.filter((link) => link.isNew === true || link.made !== null || !savedNames.has(linkName(link)));
  return {
    create: added.filter((link) => link.isNew === true).map(json),
    update: added.filter((link) => link.isNew !== true).map(json),
    delete: saved.filter((link) => !names.has(linkName(link))).map(json),
  };
}

/** Items with what is known of them; those of a relation to any with their collection. */
export function linksForCondition({ links }: Links, field: Field): unknown {
  const rows = links.map(({ collection, id, item }) => {
    const row = { ...item, [field.relation?.keys?.[collection] ?? "id"]: id };
    return isToAny(field) ? { collection, item: row } : row;
  });
  return isMany(field) ? rows : (rows[0] ?? null);
}

/** What is asked for so that links have titles. */
export function linkFields(field: Field, model: Model): readonly string[] {
  const lead = leadOf(field, model);
  if (lead !== null) {
    const led = lead.relation?.targets.flatMap((target) => wanted(target, model)) ?? [];
    return [
      ...targetsOf(field).flatMap((target) => wanted(target, model)),
      ...led.map((name) => `${lead.name}.${name}`),
    ];
  }
  if (!isToAny(field)) return targetsOf(field).flatMap((target) => wanted(target, model));
  const items = targetsOf(field).flatMap((target) => wanted(target, model).map((name) => `item:${target}.${name}`));
  return ["collection", ...items];
}

function wanted(target: string, model: Model): readonly string[] {
  const collection = model.collections.get(target);
  if (collection === undefined) return [];
  const faces = (FACES[target] ?? []).filter((name) => collection.permissions.read.fields.has(name));
  return [...new Set([collection.primaryKey, ...titleFields(collection), ...faces])];
}

/** How the server's own things look, beside their names: asked for where the caller may see it. */
const FACES: Readonly<Record<string, readonly string[]>> = {
  quintet_files: ["title", "filename_download", "type", "description"],
  quintet_users: ["avatar"],
};

/** The field of a through collection that leads on to what the relation is about. */
export function leadOf(field: Field, model: Model): Field | null {
  const through = model.collections.get(field.relation?.through ?? "");
  const target = field.relation?.targets[0] ?? "";
  return (
    through?.fields.find(
      (one) => one.relation?.targets.includes(target) === true && one.name !== field.relation?.inverse?.field,
    ) ?? null
  );
}

/** The field of the items on the other side that leads back here: the link itself fills it. */
export function backOf(field: Field, model: Model): string | null {
  if (field.relation === null) return null;
  const { through, inverse, kind } = field.relation;
  if (through === null) return kind === "o2m" ? (inverse?.field ?? null) : null;
  const lead = leadOf(field, model)?.name;
  const others = model.collections.get(through)?.fields.filter((one) => one.name !== lead) ?? [];
  return others.find((one) => one.relation?.targets.includes(field.collection) === true)?.name ?? null;
}

/** Empty when nothing but the key is known. A row of a through collection is named by what it leads to, and then by itself. */
export function linkTitle(link: Link, model: Model, field?: Field): string {
  const collection = model.collections.get(link.collection);
  const lead = field === undefined ? null : leadOf(field, model);
  if (lead !== null && collection !== undefined) {
    const [end] = linksOf(link.item[lead.name], lead).links;
    return [end === undefined ? "" : linkTitle(end, model), itemTitle(collection, link.item)]
      .filter((part) => part !== "")
      .join(" · ");
  }
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
