/** The model as the app knows it: collections, fields and relations that the caller may see, with what he may do. Made by `model.ts`, once. */
import type { JsonObject } from "@/lib/json";

/** By language; the text under "" is for all. */
export type Label = Readonly<Record<string, string>>;

export type Extent = "none" | "partial" | "full";
export type ActionName = "create" | "read" | "update" | "delete";

export interface ActionPermission {
  /** `partial`: the row decides. */
  readonly access: Extent;
  readonly fields: ReadonlySet<string>;
  readonly presets: JsonObject;
}

export type CollectionPermissions = Readonly<Record<ActionName, ActionPermission>>;

export interface Relation {
  readonly kind: "m2o" | "o2m" | "m2m" | "m2a";
  /** The collections that it leads to: one, or several of an m2a; those that the caller may see. */
  readonly targets: readonly string[];
  /** The primary keys of the targets whose key is not called `id`. */
  readonly keys?: Readonly<Record<string, string>>;
  readonly isMany: boolean;
  /** The field on the other side, if it has a name. */
  readonly inverse: { readonly collection: string; readonly field: string } | null;
  /** The collection whose rows are the links, where they have fields of their own. */
  readonly through: string | null;
}

export interface Field {
  readonly collection: string;
  readonly name: string;
  readonly label: Label;
  readonly help: Label;
  readonly placeholder: Label;
  /** The type in the model's words (`string`, `relation`, …): what the registry of definitions is keyed by. */
  readonly kind: string;
  /** The type's own options, as the server resolved them. */
  readonly options: JsonObject;
  readonly isKey: boolean;
  readonly isRequired: boolean;
  readonly isUnique: boolean;
  /** Never written by a client: made by the server, or `readonly` in the model. */
  readonly isReadonly: boolean;
  readonly isHidden: boolean;
  readonly isSearchable: boolean;
  /** Has no column: relations to many, computed fields. */
  readonly isAlias: boolean;
  readonly special: ReadonlySet<string>;
  readonly default: unknown;
  /** Null: the model leaves it to the type. */
  readonly width: "half" | "full" | null;
  readonly relation: Relation | null;
  readonly deprecated: string | null;
  /** A filter: the field is there for items that match it. */
  readonly showIf?: JsonObject | null;
  /** Whatever else the model says under `admin:` and the like. */
  readonly meta: JsonObject;
}

export interface Rule {
  readonly filter: JsonObject;
  readonly message: Label;
}

export interface Collection {
  readonly name: string;
  readonly label: Label;
  readonly icon: string | null;
  readonly note: string | null;
  readonly group: string | null;
  readonly isSingleton: boolean;
  readonly isSystem: boolean;
  readonly isView: boolean;
  readonly primaryKey: string;
  /** `{{title}}`: how an item is named. */
  readonly display: string | null;
  /** The field of the manual order, where the collection is `sortable`. */
  readonly orderField: string | null;
  /** The relation to the parent, where the items form a tree. */
  readonly treeField: string | null;
  readonly previewUrl: string | null;
  /** Where its items are: `/items/articles`, `/users`. */
  readonly itemsPath: string;
  readonly fields: readonly Field[];
  readonly permissions: CollectionPermissions;
  /** What must hold of the whole item. */
  readonly rules: readonly Rule[];
  readonly meta: JsonObject;
}

export interface Model {
  readonly projectName: string;
  readonly serverVersion: string | null;
  /** Who is signed in; null for an API token that belongs to nobody. */
  readonly userId: string | null;
  /** The administrator who acts as that user. */
  readonly impersonator: string | null;
  readonly isAdmin: boolean;
  readonly hasAppAccess: boolean;
  readonly collections: ReadonlyMap<string, Collection>;
  readonly pageLimit: { readonly default: number; readonly max: number };
}
