import { Link } from "@tanstack/react-router";
import classes from "./page-tabs.module.css";

interface Props {
  /** The name of the navigation. */
  readonly label: string;
  readonly tabs: readonly { readonly name: string; readonly label: string }[];
  readonly current: string;
}

/** Parts of a page that are shown one at a time. Which one is in the address (`?section=`), so that it can be linked to. */
export function PageTabs({ label, tabs, current }: Props) {
  return (
    <nav aria-label={label}>
      <ul className={classes.tabs}>
        {tabs.map((tab) => (
          <li key={tab.name}>
            <Link
              to="."
              search={{ section: tab.name }}
              className={classes.tab}
              activeProps={{}}
              aria-current={tab.name === current ? "page" : undefined}
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
