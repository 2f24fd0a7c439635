import type { CellProps } from "../define-field";
import type { Point } from "./definition";

export function PointCell({ value }: CellProps<Point>) {
  if (value.latitude === "" || value.longitude === "") return null;
  return <span dir="ltr">{`${value.latitude}, ${value.longitude}`}</span>;
}
