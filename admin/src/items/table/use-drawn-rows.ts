import { startTransition, useEffect, useState } from "react";

/** More than a screen shows. */
const FIRST = 24;
const STEP = 40;

/** How many rows of a long list are drawn: first those that one sees, so that they can be used at once, then the others bit by bit, whenever nothing else is to be done. */
export function useDrawnRows(total: number): number {
  const [drawn, setDrawn] = useState(FIRST);
  useEffect(() => {
    if (drawn < total) startTransition(() => setDrawn(drawn + STEP));
  }, [drawn, total]);
  return Math.min(drawn, total);
}
