import type { ReactNode } from "react";
import classes from "./notice.module.css";

interface Props {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text?: string;
  /** What one can do about it. */
  readonly children?: ReactNode;
}

/** A calm full stop in place of content: nothing here, nothing found, not allowed. */
export function Notice({ icon, title, text, children }: Props) {
  return (
    <div className={classes.notice}>
      {icon !== undefined && <div className={classes.icon}>{icon}</div>}
      <h2>{title}</h2>
      {text !== undefined && <p>{text}</p>}
      {children}
    </div>
  );
}
