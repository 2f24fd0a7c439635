/** The boot data: what the server says of its model and of the caller, as one value. Several requests at once, parsed by pure functions. */
import { asList, asNumber, asObject, asText, asTexts, isObject, type JsonObject } from "@/lib/json";
import { read } from "./endpoint";
import { labelOfJson } from "./label";
import type {
  ActionName,
  ActionPermission,
  Collection,
  CollectionPermissions,
  Extent,
  Field,
  Label,
  Model,
  Rule,
} from "./model-types";
import { noteProject, projectOf } from "./project";
import { relationOf } from "./relation";

export interface BootAnswers {
  readonly collections: unknown;
  readonly fields: unknown;
  readonly relations: unknown;
  readonly permissions: unknown;
  readonly globals: unknown;
  readonly info: unknown;
}

export async function loadModel(): Promise<Model> {
  const [collections, fields, relations, permissions, globals, info] = await Promise.all([
    read("/collections"),
    read("/fields"),
    read("/relations"),
    read("/permissions/me"),
    read("/policies/me/globals"),
    read("/server/info"),
  ]);
  noteProject(info);
  return modelOf({ collections, fields, relations, permissions, globals, info });
}

export function modelOf(answers: BootAnswers): Model {
  const fields = byCollection(fieldsOf(answers));
  const permissions = asObject(answers.permissions);
  const collections = asList(answers.collections).map((json) => {
    const { collection } = asObject(json);
    const name = asText(collection) ?? "";
    return collectionOf(asObject(json), name, fields.get(name) ?? [], asObject(permissions[name]));
  });
  const info = asObject(answers.info);
  const limits = asObject(info.queryLimit);
  const globals = asObject(answers.globals);
  return {
    projectName: projectOf(info).name,
    serverVersion: asText(info.version),
    userId: asText(globals.user),
    impersonator: asText(globals.impersonator),
    isAdmin: globals.admin_access === true,
    hasAppAccess: globals.app_access === true,
    collections: new Map(collections.map((collection) => [collection.name, collection])),
    pageLimit: { default: asNumber(limits.default) ?? 50, max: asNumber(limits.max) ?? 200 },
  };
}

function byCollection(fields: readonly Field[]): ReadonlyMap<string, readonly Field[]> {
  const groups = new Map<string, Field[]>();
  for (const field of fields) groups.set(field.collection, [...(groups.get(field.collection) ?? []), field]);
  return groups;
}

function collectionOf(json: JsonObject, name: string, fields: readonly Field[], permissions: JsonObject): Collection {
  const meta = asObject(json.meta);
  const isSystem = meta.system === true;
  return {
    name,
    label: labelOf(meta.translations),
    icon: asText(meta.icon),
    note: asText(meta.note),
    group: asText(meta.group),
    isSingleton: meta.singleton === true,
    isSystem,
    isView: meta.view === true,
    primaryKey: asText(meta.primary_key) ?? "id",
    display: asText(meta.display_template),
    orderField: asText(meta.sort_field),
    treeField: asText(meta.tree_parent),
    previewUrl: asText(meta.preview_url),
    itemsPath: isSystem ? `/${name.replace(/^quintet_/, "")}` : `/items/${name}`,
    fields,
    permissions: permissionsOf(permissions),
    rules: rulesOf(meta.validate),
    meta: asObject(meta.tools),
  };
}

function rulesOf(json: unknown): Rule[] {
  return asList(json).flatMap((one) => {
    const { rule, message } = asObject(one);
    return isObject(rule) ? [{ filter: rule, message: labelOfJson(message) }] : [];
  });
}

function fieldsOf(answers: BootAnswers): Field[] {
  const relations = asList(answers.relations).map(asObject);
  return asList(answers.fields).map((json) => {
    const field = asObject(json);
    return fieldOf(field, asObject(field.meta), asObject(field.schema), relations);
  });
}

function fieldOf(json: JsonObject, meta: JsonObject, schema: JsonObject, relations: readonly JsonObject[]): Field {
  const collection = asText(json.collection) ?? "";
  const name = asText(json.field) ?? "";
  const tools = asObject(meta.tools);
  const width = asText(meta.width) ?? asText(asObject(tools.admin).width);
  return {
    collection,
    name,
    label: labelOf(meta.translations),
    help: labelOf(meta.help),
    placeholder: labelOf(meta.placeholder),
    kind: asText(meta.kind) ?? asText(json.type) ?? "unknown",
    options: asObject(meta.options),
    isKey: schema.is_primary_key === true,
    isRequired: meta.required === true,
    isUnique: schema.is_unique === true,
    isReadonly: meta.readonly === true,
    isHidden: meta.hidden === true,
    isSearchable: meta.searchable === true,
    isAlias: json.type === "alias",
    special: new Set(asTexts(meta.special)),
    default: schema.default_value ?? null,
    width: width === "half" || width === "full" ? width : null,
    relation: relationOf({ collection, name, meta, tools }, relations),
    deprecated: asText(meta.deprecated),
    showIf: isObject(meta.show_if) ? meta.show_if : null,
    meta: tools,
  };
}

function labelOf(translations: unknown): Label {
  const pairs = asList(translations).map((json) => {
    const { language, translation } = asObject(json);
    return [asText(language) ?? "", asText(translation) ?? ""];
  });
  return Object.fromEntries(pairs);
}

/** One collection's part of `/permissions/me`. */
export function permissionsOf(json: JsonObject): CollectionPermissions {
  const of = (action: ActionName): ActionPermission => {
    const { access, fields, presets } = asObject(json[action]);
    return { access: extentOf(access), fields: new Set(asTexts(fields)), presets: asObject(presets) };
  };
  return { create: of("create"), read: of("read"), update: of("update"), delete: of("delete") };
}

function extentOf(word: unknown): Extent {
  return word === "full" || word === "partial" ? word : "none";
}
