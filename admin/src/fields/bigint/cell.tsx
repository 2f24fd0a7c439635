import type { CellProps } from "../define-field";

export function BigintCell({ value }: CellProps<string>) {
  return <span dir="ltr">{value}</span>;
}
