import type { Field } from "@/api/model-types";

/** For inputs that are no field of a model. */
export function plainField(label: string): Field {
  return {
    collection: "",
    name: "",
    label: { "": label },
    help: {},
    placeholder: {},
    kind: "relation",
    options: {},
    isKey: false,
    isRequired: false,
    isUnique: false,
    isReadonly: false,
    isHidden: false,
    isSearchable: false,
    isAlias: false,
    special: new Set(),
    default: null,
    width: null,
    relation: null,
    deprecated: null,
    meta: {},
  };
}
