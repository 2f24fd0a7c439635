/** Every field type that the app can edit: one row each. The names are those of the server's `openapi/field-types.json`, which a test holds. */

import type { Field } from "@/api/model-types";
import { bigint } from "./bigint/definition";
import { blocks } from "./blocks/definition";
import { boolean } from "./boolean/definition";
import { code } from "./code/definition";
import { color } from "./color/definition";
import { computed } from "./computed/definition";
import { date } from "./date/definition";
import { datetime } from "./datetime/definition";
import { decimal } from "./decimal/definition";
import type { AnyField } from "./define-field";
import { email } from "./email/definition";
import { file } from "./file/definition";
import { float } from "./float/definition";
import { image } from "./image/definition";
import { integer } from "./integer/definition";
import { json } from "./json/definition";
import { list } from "./list/definition";
import { markdown } from "./markdown/definition";
import { object } from "./object/definition";
import { password } from "./password/definition";
import { phone } from "./phone/definition";
import { point } from "./point/definition";
import { relation } from "./relation/definition";
import { richtext } from "./richtext/definition";
import { secret } from "./secret/definition";
import { select } from "./select/definition";
import { slug } from "./slug/definition";
import { string } from "./string/definition";
import { tags } from "./tags/definition";
import { text } from "./text/definition";
import { time } from "./time/definition";
import { unknown } from "./unknown/definition";
import { url } from "./url/definition";
import { user } from "./user/definition";
import { uuid } from "./uuid/definition";

/** Types with fields of their own ask this file, which asks them: nothing here is read before all of them are there. */
export const FIELDS: readonly AnyField[] = [
  string,
  text,
  markdown,
  richtext,
  slug,
  email,
  url,
  phone,
  color,
  code,
  integer,
  bigint,
  float,
  decimal,
  boolean,
  date,
  time,
  datetime,
  uuid,
  select,
  tags,
  json,
  object,
  list,
  blocks,
  relation,
  image,
  file,
  user,
  point,
  password,
  secret,
  computed,
];

const byType = new Map(FIELDS.map((field) => [field.type, field]));

export function definitionOf(field: { readonly kind: string }): AnyField {
  return byType.get(field.kind) ?? unknown;
}

export function operatorsOf(field: Field): readonly string[] {
  const definition = definitionOf(field);
  return definition.operatorsFor?.(field) ?? definition.operators;
}
