import type { Concealed } from "./concealed-value";
import type { CellProps } from "./define-field";

export function ConcealedCell({ value }: CellProps<Concealed>) {
  return value.stored === null ? null : <span aria-hidden>••••••</span>;
}
