import classes from "../chip.module.css";

export function Dot({ color }: { readonly color: string | null }) {
  return color === null ? null : <span className={classes.dot} style={{ background: color }} aria-hidden />;
}
