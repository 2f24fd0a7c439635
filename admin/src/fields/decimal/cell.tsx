import type { CellProps } from "../define-field";

export function DecimalCell({ value }: CellProps<string>) {
  return <span dir="ltr">{value}</span>;
}
