/** The part of a definition that all types of links share. */
import type { Field } from "@/api/model-types";
import { lazyFilter } from "./lazy-input";
import {
  isMany,
  isToAny,
  type Links,
  linkFields,
  linksForCondition,
  linksJson,
  linksOf,
  linksProblem,
  NO_LINKS,
} from "./link";
import { LinkCell } from "./link-cell";
import { EQUAL_OPERATORS, MANY_OPERATORS, PRESENCE_OPERATORS } from "./operators";

export const LINK_VALUE = {
  empty: NO_LINKS,
  fromJson: linksOf,
  toJson: linksJson,
  isEmpty: (value: Links) => value.links.length === 0,
  validate: linksProblem,
  Cell: LinkCell,
  operators: EQUAL_OPERATORS,
  operatorsFor: (field: Field) => {
    if (isToAny(field)) return PRESENCE_OPERATORS;
    return isMany(field) ? MANY_OPERATORS : EQUAL_OPERATORS;
  },
  FilterInput: lazyFilter(() => import("./link-filter").then((module) => module.LinkFilter)),
  cellFields: linkFields,
  formFields: linkFields,
  rebase: ({ links }: Links, { saved }: Links): Links => ({ links, saved }),
  forCondition: linksForCondition,
  canSort: false,
} as const;
