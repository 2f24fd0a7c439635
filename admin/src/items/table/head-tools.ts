import type { Widths } from "./widths";

/** What the heads of a table can do to it. */
export interface HeadTools {
  /** As in the URL. */
  readonly sort: string | undefined;
  /** `isAdded`: beside the keys that are there. */
  readonly onSort: (path: string, isAdded: boolean) => void;
  readonly widths: Widths;
  readonly resize: (column: string, width: number | null) => void;
  /** Puts a column in another place; false where there is none. */
  readonly move: (column: string, to: number) => boolean;
}
