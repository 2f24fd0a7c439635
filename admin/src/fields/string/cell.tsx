import type { CellProps } from "../define-field";

export function StringCell({ value }: CellProps<string>) {
  return <>{value}</>;
}
