import type { Field } from "@/api/model-types";
import { definitionOf } from "./registry";

/** As the model says; else two small ones stand side by side, and rich ones never. */
export function widthOf(field: Field): "half" | "full" {
  const { isWide, isCompact } = definitionOf(field);
  if (isWide === true) return "full";
  return field.width ?? (isCompact === true ? "half" : "full");
}
