import type { Field } from "@/api/model-types";
import { widthOf } from "@/fields/width";

const ENOUGH = 8;

/**
 * The fields of a part in pieces, each laid out by itself: the browser measures every row of a grid for a letter in one of them. Two that stand side by
 * side stay together.
 */
export function segmentsOf(fields: readonly Field[]): readonly (readonly Field[])[] {
  const segments: Field[][] = [];
  let current: Field[] = [];
  let isRowOpen = false;
  for (const field of fields) {
    const isHalf = widthOf(field) === "half";
    const beginsRow: boolean = !isRowOpen || !isHalf;
    if (current.length === 0 || (current.length >= ENOUGH && beginsRow)) {
      current = [];
      segments.push(current);
    }
    current.push(field);
    isRowOpen = isHalf && beginsRow;
  }
  return segments;
}
