import type { ReactNode } from "react";
import classes from "./list-toolbar.module.css";

interface Props {
  /** What narrows the list: search, filters. */
  readonly start?: ReactNode;
  /** How it is shown, and what else can be done with it. */
  readonly end?: ReactNode;
}

export function ListToolbar({ start, end }: Props) {
  return (
    <div className={classes.toolbar}>
      <div className={classes.start}>{start}</div>
      <div className={classes.end}>{end}</div>
    </div>
  );
}
