/** What a field links to, put together from the field's own options and the list of relations. */
import { asObject, asText, asTexts, type JsonObject } from "@/lib/json";
import type { Relation } from "./model-types";

interface Source {
  readonly collection: string;
  readonly name: string;
  readonly meta: JsonObject;
  readonly tools: JsonObject;
}

export function relationOf(source: Source, relations: readonly JsonObject[]): Relation | null {
  const words = new Set(asTexts(source.meta.special));
  const options = asObject(source.meta.options);
  const kind = kindOf(words);
  if (kind === null) return null;
  const declared = relations.find((one) => one.collection === source.collection && one.field === source.name);
  const many = asObject(declared?.meta);
  const named = asTexts(options.to);
  const allowed = asTexts(many.one_allowed_collections);
  const one = asText(declared?.related_collection) ?? userOf(words);
  const isMany = kind === "o2m" || kind === "m2m" || options.many === true;
  return {
    kind,
    targets: allowed.length > 0 ? allowed : named.length > 0 ? named : one === null ? [] : [one],
    isMany,
    inverse: inverseOf(source, many),
    through: asText(options.through),
  };
}

function kindOf(words: ReadonlySet<string>): Relation["kind"] | null {
  if (words.has("file")) return "m2o";
  const kinds = ["m2a", "m2m", "o2m", "m2o"] as const;
  return kinds.find((kind) => words.has(kind)) ?? null;
}

/** Who made and who changed an item: users, without options. */
function userOf(words: ReadonlySet<string>): string | null {
  return words.has("user-created") || words.has("user-updated") ? "quintet_users" : null;
}

function inverseOf(source: Source, many: JsonObject): Relation["inverse"] {
  const other = asObject(source.tools.inverse_of);
  const otherField = asText(other.field);
  const otherCollection = asText(other.collection);
  if (otherField !== null && otherCollection !== null) return { collection: otherCollection, field: otherField };
  const field = asText(many.one_field);
  const collection = asText(many.one_collection);
  return field === null || collection === null ? null : { collection, field };
}
