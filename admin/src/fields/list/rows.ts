import type { Field } from "@/api/model-types";
import { asList, asObject } from "@/lib/json";
import type { FieldProblem } from "../define-field";
import { memberProblems, nestedFields, newKey, type Row, readMembers, valueProblems, writeMembers } from "../nested";

const NONE: readonly never[] = [];

/** The element's own field, where elements are single values. */
export function elementOf(field: Field): Field | null {
  return field.options.of === undefined ? null : (nestedFields(field.options.of, field)[0] ?? null);
}

export function fieldsOf(field: Field): readonly Field[] {
  return nestedFields(field.options.of ?? field.options.fields ?? NONE, field);
}

export function readRows(json: unknown, field: Field): readonly Row[] {
  const element = elementOf(field);
  return asList(json).map((one) => ({
    key: newKey(),
    members: readMembers(element === null ? one : { [element.name]: asObject({ one }).one }, fieldsOf(field)),
  }));
}

export function writeRows(rows: readonly Row[], field: Field): unknown {
  if (rows.length === 0) return null;
  const element = elementOf(field);
  const fields = fieldsOf(field);
  return rows.map(({ members }) => {
    const json = writeMembers(members, fields);
    return element === null ? json : (json[element.name] ?? null);
  });
}

export function rowProblems(rows: readonly Row[], field: Field): readonly FieldProblem[] {
  const element = elementOf(field);
  const fields = fieldsOf(field);
  return rows.flatMap(({ members }, at) =>
    element === null
      ? memberProblems(members, fields, `[${at}]`)
      : valueProblems(members[element.name], { ...element, isRequired: true }, `[${at}]`),
  );
}
