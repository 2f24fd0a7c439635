import type { CellProps } from "../define-field";
import classes from "./cell.module.css";

export function ColorCell({ value }: CellProps<string>) {
  if (value === "") return null;
  return (
    <span className={classes.color}>
      <i className={classes.swatch} style={{ background: value }} />
      <span dir="ltr">{value}</span>
    </span>
  );
}
