/** Where the boxes of the diagram stand, and which lines join them. Columns are balanced by height; lines are one per pair of collections. */
import type { Collection } from "@/api/model-types";

export const BOX = { width: 200, head: 36, line: 22, padding: 8 } as const;
const GAP = { x: 90, y: 28 } as const;
/** More fields than this are told by their number. */
const MOST = 9;

export interface Box {
  readonly collection: Collection;
  readonly fields: readonly string[];
  readonly hidden: number;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export interface Line {
  readonly from: Box;
  readonly to: Box;
  readonly names: readonly string[];
}

export interface Drawing {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
}

export function draw(collections: readonly Collection[]): Drawing {
  const columns = Math.max(1, Math.min(4, Math.ceil(Math.sqrt(collections.length))));
  const heights = Array.from({ length: columns }, () => 0);
  const boxes = collections.map((collection) => {
    // Relations come first: they are what the diagram is for.
    const names = [...collection.fields].sort(byRelation).map((field) => field.name);
    const fields = names.slice(0, MOST);
    const hidden = names.length - fields.length;
    const height = BOX.head + BOX.padding + BOX.line * (fields.length + (hidden > 0 ? 1 : 0));
    const column = heights.indexOf(Math.min(...heights));
    const y = heights[column] ?? 0;
    heights[column] = y + height + GAP.y;
    return { collection, fields, hidden, x: column * (BOX.width + GAP.x), y, height };
  });
  return {
    boxes,
    lines: linesOf(boxes),
    width: columns * (BOX.width + GAP.x) - GAP.x,
    height: Math.max(...heights, GAP.y) - GAP.y,
  };
}

function byRelation(left: Collection["fields"][number], right: Collection["fields"][number]): number {
  return Number(right.relation !== null) - Number(left.relation !== null);
}

function linesOf(boxes: readonly Box[]): readonly Line[] {
  const byName = new Map(boxes.map((box) => [box.collection.name, box]));
  const lines = new Map<string, Line>();
  for (const from of boxes) {
    for (const field of from.collection.fields) {
      for (const target of field.relation?.targets ?? []) {
        const to = byName.get(target);
        if (to === undefined) continue;
        const pair = [from.collection.name, target].sort().join(" ");
        const names = lines.get(pair)?.names ?? [];
        lines.set(pair, { from, to, names: [...names, `${from.collection.name}.${field.name}`] });
      }
    }
  }
  return [...lines.values()];
}

/** A curve from side to side; within a column it bows out, and to itself it loops. */
export function curve({ from, to }: Line): string {
  const [startY, endY] = [from.y + BOX.head / 2, to.y + BOX.head / 2];
  if (from.x === to.x) {
    const x = from.x + BOX.width;
    const bow = from === to ? 56 : 44;
    const end = from === to ? startY + 18 : endY;
    return `M ${x} ${startY} C ${x + bow} ${startY}, ${x + bow} ${end}, ${x} ${end}`;
  }
  const isForward = to.x > from.x;
  const x1 = isForward ? from.x + BOX.width : from.x;
  const x2 = isForward ? to.x : to.x + BOX.width;
  const middle = (x1 + x2) / 2;
  return `M ${x1} ${startY} C ${middle} ${startY}, ${middle} ${endY}, ${x2} ${endY}`;
}
