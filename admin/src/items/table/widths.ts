/** How wide columns are, where somebody has changed it: kept in this browser, a collection at a time. */
import { useState } from "react";
import { asNumber, asObject } from "@/lib/json";
import { keepText, keptText } from "@/lib/kept-text";

export type Widths = Readonly<Record<string, number>>;

export const NARROWEST = 60;
export const WIDEST = 900;

export interface KeptWidths {
  readonly widths: Widths;
  /** Null: as its content wants it. */
  readonly resize: (column: string, width: number | null) => void;
  readonly replace: (widths: Widths) => void;
}

export function useWidths(collection: string): KeptWidths {
  const name = `quintet-widths-${collection}`;
  const [widths, setWidths] = useState(() => widthsOf(parsed(keptText(name))));
  const replace = (next: Widths) => {
    setWidths(next);
    keepText(name, Object.keys(next).length === 0 ? null : JSON.stringify(next));
  };
  const resize = (column: string, width: number | null) => {
    const { [column]: _, ...others } = widths;
    replace(width === null ? others : { ...others, [column]: bounded(width) });
  };
  return { widths, resize, replace };
}

/** What is of no use is left out. */
export function widthsOf(json: unknown): Widths {
  const pairs = Object.entries(asObject(json)).flatMap(([column, width]) => {
    const pixels = asNumber(width);
    return pixels === null ? [] : [[column, bounded(pixels)] as const];
  });
  return Object.fromEntries(pairs);
}

function bounded(width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
