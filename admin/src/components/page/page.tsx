import type { ReactNode } from "react";
import { useTitle } from "@/hooks/use-title";
import classes from "./page.module.css";

interface Props {
  readonly title: string;
  /** Beside the title: a count, a state. */
  readonly aside?: ReactNode;
  readonly actions?: ReactNode;
  /** Forms are read, lists are scanned: a narrow page keeps lines short. */
  readonly width?: "narrow" | "wide";
  readonly children: ReactNode;
}

/** What every page has: its title (in the tab too), what can be done, and its content. */
export function Page({ title, aside, actions, width = "wide", children }: Props) {
  useTitle(title);
  return (
    <div className={classes.page} data-width={width}>
      <header className={classes.header}>
        <h1 className={classes.title}>{title}</h1>
        {aside !== undefined && <div className={classes.aside}>{aside}</div>}
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
