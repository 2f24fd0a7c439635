import type { CellProps } from "../define-field";

export function TimeCell({ value }: CellProps<string>) {
  return <>{value.replace(/^(\d\d:\d\d):00(\.0+)?$/, "$1")}</>;
}
