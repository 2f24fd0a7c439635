/** Keys that a filter can name without knowing them: who asks, and what belongs to who asks. */
import type { Field, Model } from "@/api/model-types";

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
