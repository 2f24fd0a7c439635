import { asList, asObject, asText, isObject, type JsonObject } from "@/lib/json";
import { defineField } from "../define-field";
import { lazyInput } from "../lazy-input";
import { DOCUMENT_OPERATORS } from "../operators";
import { RichtextCell } from "./cell";
import { textOf } from "./text";

/** A ProseMirror document, as the editor and the server write it. */
export const richtext = defineField<JsonObject | null>({
  type: "richtext",
  empty: null,
  fromJson: (json) => (isObject(json) && json.type === "doc" ? json : null),
  toJson: (value) => value,
  isEmpty: (value) => value === null || !hasContent(value),
  validate: () => null,
  textOf: (value) => (value === null ? "" : textOf(value)),
  Input: lazyInput(() => import("./input").then((module) => module.RichtextInput)),
  Cell: RichtextCell,
  operators: DOCUMENT_OPERATORS,
  isWide: true,
  canSort: false,
});

function hasContent(node: JsonObject): boolean {
  const isLeaf = asText(node.text) !== null || ["image", "horizontalRule"].includes(asText(node.type) ?? "");
  return isLeaf || asList(node.content).some((child) => hasContent(asObject(child)));
}
