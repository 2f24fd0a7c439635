/** Parts of a model for tests: give what the test is about, the rest is ordinary. */
import type { ActionPermission, Collection, Field, Model } from "@/api/model-types";
import { plainField } from "@/fields/richtext/plain-field";

export function makeField(part: Partial<Field> = {}): Field {
  return {
    ...plainField(""),
    collection: "articles",
    name: "title",
    label: {},
    kind: "string",
    width: "full",
    ...part,
  };
}

export function makeCollection(part: Partial<Collection> = {}): Collection {
  const fields = part.fields ?? [makeField({ name: "id", kind: "uuid", isKey: true }), makeField()];
  const all: ActionPermission = { access: "full", fields: new Set(fields.map((field) => field.name)), presets: {} };
  return {
    name: "articles",
    label: {},
    icon: null,
    note: null,
    group: null,
    isSingleton: false,
    isSystem: false,
    isView: false,
    primaryKey: "id",
    display: "{{title}}",
    orderField: null,
    treeField: null,
    previewUrl: null,
    itemsPath: "/items/articles",
    permissions: { create: all, read: all, update: all, delete: all },
    rules: [],
    meta: {},
    ...part,
    fields,
  };
}

export function makeModel(collections: readonly Collection[] = [makeCollection()]): Model {
  return {
    projectName: "The Larkhaven Ledger",
    serverVersion: "0.1.0",
    userId: null,
    impersonator: null,
    isAdmin: true,
    hasAppAccess: true,
    collections: new Map(collections.map((collection) => [collection.name, collection])),
    pageLimit: { default: 20, max: 1000 },
  };
}
