/** Where the cells of a table are that can be edited, for the keys that go from one to the next. */
export type CellMove = "next" | "previous" | "up" | "down" | "stay";

const CELL = "[data-cell]";

/** The button of a cell: it has the focus while nothing is edited. */
export function buttonOf(cell: Element | null | undefined): HTMLElement | null {
  return cell?.querySelector<HTMLElement>(":scope > button") ?? null;
}

export function neighbor(cell: Element, move: CellMove): Element | null {
  if (move === "stay") return cell;
  const row = cell.closest("tr");
  const own = cellsIn(row);
  const at = own.indexOf(cell);
  if (move === "next" || move === "previous") {
    const step = move === "next" ? 1 : -1;
    return own[at + step] ?? cellsIn(rowBeside(row, step)).at(move === "next" ? 0 : -1) ?? null;
  }
  return cellsIn(rowBeside(row, move === "down" ? 1 : -1))[at] ?? null;
}

function cellsIn(row: Element | null): readonly Element[] {
  return row === null ? [] : [...row.querySelectorAll(CELL)];
}

function rowBeside(row: Element | null, step: 1 | -1): Element | null {
  return (step === 1 ? row?.nextElementSibling : row?.previousElementSibling) ?? null;
}
