/** Every field type that the app can edit: one row each. */

import { boolean } from "./boolean/definition";
import type { AnyField } from "./define-field";
import { integer } from "./integer/definition";
import { string } from "./string/definition";
import { unknown } from "./unknown/definition";

export const FIELDS: readonly AnyField[] = [string, integer, boolean];

const byType = new Map(FIELDS.map((field) => [field.type, field]));

export function definitionOf(field: { readonly kind: string }): AnyField {
  return byType.get(field.kind) ?? unknown;
}
