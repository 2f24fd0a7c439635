import type { FocusEvent, KeyboardEvent, RefObject } from "react";

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Arrows lead from cell to cell, and the tabulator to the cell where one was last. */
export function useGridKeys(body: RefObject<HTMLTableSectionElement | null>) {
  const cells = () => [...(body.current?.rows ?? [])].map((row) => [...row.cells].map(buttonOf));
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const from = event.target instanceof Element ? event.target.closest("td") : null;
    if (step === undefined || from === null || event.defaultPrevented) return;
    event.preventDefault();
    const isMirrored = document.documentElement.dir === "rtl";
    const [down, along] = [step[0], isMirrored ? -step[1] : step[1]];
    const grid = cells();
    let [row, column] = [
      (from.parentElement instanceof HTMLTableRowElement ? from.parentElement.sectionRowIndex : 0) + down,
      from.cellIndex + along,
    ];
    // Over the cells of actions that a collection does not have.
    while (grid[row]?.[column] === null) [row, column] = [row + down, column + along];
    grid[row]?.[column]?.focus();
  };
  const remember = (event: FocusEvent) => {
    if (event.target.closest("td") === null) return;
    for (const button of cells().flat()) if (button !== null) button.tabIndex = button === event.target ? 0 : -1;
  };
  return { onKeyDown: move, onFocus: remember };
}

function buttonOf(cell: HTMLTableCellElement): HTMLButtonElement | null {
  return cell.tagName === "TD" ? cell.querySelector("button") : null;
}
