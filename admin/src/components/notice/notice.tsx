import type { ReactNode } from "react";
import classes from "./notice.module.css";

interface Props {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text?: string;
  /** It is all that the page says: its title is the page's. */
  readonly isPage?: boolean;
  /** One of several parts of a page: it takes less room. */
  readonly isSmall?: boolean;
  /** What one can do about it. */
  readonly children?: ReactNode;
}

/** A calm full stop in place of content: nothing here, nothing found, not allowed. */
export function Notice({ icon, title, text, isPage = false, isSmall = false, children }: Props) {
  return (
    <div className={classes.notice} data-small={isSmall || undefined}>
      {icon !== undefined && <div className={classes.icon}>{icon}</div>}
      {isPage ? <h1>{title}</h1> : <h2>{title}</h2>}
      {text !== undefined && <p>{text}</p>}
      {children}
    </div>
  );
}
