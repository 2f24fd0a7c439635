/** Values that can be named without knowing them: who asks, and what belongs to who asks. */
import type { Field, Model } from "@/api/model-types";
import { isSameJson } from "@/lib/json";
import { definitionOf, operatorsOf } from "../registry";

const USERS = "quintet_users";

export interface Variable {
  readonly text: string;
  /** Of whoever asks; null: he himself. */
  readonly field: Field | null;
}

/** Those that fit what a link leads to. */
export function variablesFor(link: Field, model: Model): readonly Variable[] {
  const target = link.relation?.targets[0];
  if (target === undefined) return [];
  const own: readonly Variable[] = target === USERS ? [{ text: "$CURRENT_USER", field: null }] : [];
  const belonging = model.collections
    .get(USERS)
    ?.fields.filter(
      ({ relation }) =>
        relation !== null && !relation.isMany && relation.kind === "m2o" && relation.targets[0] === target,
    );
  return [...own, ...(belonging ?? []).map((field) => ({ text: `$CURRENT_USER.${field.name}`, field }))];
}

/** Those whose value a field can take: also what is no key, and the name of a role. */
export function variablesLike(field: Field, model: Model): readonly Variable[] {
  if (field.relation !== null) return variablesFor(field, model);
  const own = model.collections.get(USERS)?.fields.filter((one) => isKept(one) && isAlike(one, field)) ?? [];
  const role: readonly Variable[] = isText(field) ? [{ text: "$CURRENT_ROLE", field: null }] : [];
  return [...role, ...own.map((one) => ({ text: `$CURRENT_USER.${one.name}`, field: one }))];
}

function isKept(field: Field): boolean {
  return !field.isKey && !field.isAlias && field.relation === null && definitionOf(field).isConfidential !== true;
}

function isAlike(one: Field, other: Field): boolean {
  const isSame = one.kind === other.kind && isSameJson(operatorsOf(one), operatorsOf(other));
  return isSame || (isText(one) && isText(other));
}

function isText(field: Field): boolean {
  return operatorsOf(field).includes("_icontains");
}
