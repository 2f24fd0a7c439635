import { isObject } from "@/lib/json";
import { defineField } from "../define-field";
import { JsonCell } from "../json-cell";
import { lazyInput } from "../lazy-input";
import { type Members, memberProblems, nestedFields, readMembers, writeMembers } from "../nested";
import { DOCUMENT_OPERATORS } from "../operators";

/** Null: the object is not there at all, which is not the same as one without values. */
export const object = defineField<Members | null>({
  type: "object",
  empty: null,
  fromJson: (json, field) =>
    isObject(json) ? readMembers(json, nestedFields(field.options.fields ?? NONE, field)) : null,
  toJson: (value, field) =>
    value === null ? null : writeMembers(value, nestedFields(field.options.fields ?? NONE, field)),
  isEmpty: (value) => value === null,
  validate: (value, field) =>
    value === null ? null : memberProblems(value, nestedFields(field.options.fields ?? NONE, field), ""),
  insidesOf: (value, field) => {
    const fields = nestedFields(field.options.fields ?? NONE, field);
    return value === null ? [] : [{ key: "", label: null, fields, members: value, json: writeMembers(value, fields) }];
  },
  Input: lazyInput(() => import("./input").then((module) => module.ObjectInput)),
  Cell: JsonCell,
  operators: DOCUMENT_OPERATORS,
  isWide: true,
  showsInside: true,
  canSort: false,
});

const NONE: readonly never[] = [];
