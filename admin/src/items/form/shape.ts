/** A collection as conditions see it: the kinds of its fields, and of those that its links lead to. */
import type { Collection, Field, Model } from "@/api/model-types";
import type { FieldShape, Shape } from "@/lib/condition/condition";

export function shapeOf(collection: Collection, model: Model): Shape {
  const fields = new Map(collection.fields.map((field) => [field.name, field]));
  return {
    key: collection.primaryKey,
    fieldOf: (name) => {
      const field = fields.get(name);
      return field === undefined ? undefined : fieldShape(field, model);
    },
  };
}

function fieldShape(field: Field, model: Model): FieldShape {
  const { relation } = field;
  if (relation === null) return { kind: field.kind };
  const names = relation.through === null ? relation.targets : [relation.through];
  const known = names.flatMap((name) => model.collections.get(name) ?? []);
  const isToAny = relation.kind === "m2a";
  const targets = Object.fromEntries(known.map((target) => [isToAny ? target.name : "", shapeOf(target, model)]));
  return { kind: field.kind, isMany: relation.isMany, targets };
}
