import { defineField } from "../define-field";
import { lazyFilter, lazyInput } from "../lazy-input";
import { TEXT_OPERATORS } from "../operators";
import { TextCell } from "../text-cell";
import { formed, TEXT_VALUE } from "../text-value";

export const url = defineField<string>({
  type: "url",
  ...TEXT_VALUE,
  validate: formed(/^(https?:\/\/\S+|mailto:\S+|tel:\S+|\/\S*|#\S*)$/i, "url"),
  Input: lazyInput(() => import("./input").then((module) => module.UrlInput)),
  Cell: TextCell,
  operators: TEXT_OPERATORS,
  FilterInput: lazyFilter(() => import("../line-filter").then((module) => module.LineFilter)),
  canSort: true,
  fitsCell: true,
});
