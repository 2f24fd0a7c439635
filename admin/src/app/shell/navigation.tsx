import { useMediaQuery } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { ProjectMark } from "@/components/mark/project-mark";
import { useIsIdle } from "@/hooks/use-is-idle";
import { CollectionEntry } from "./collection-entry";
import { groupsOf } from "./groups";
import classes from "./navigation.module.css";
import { PLACES, type Place } from "./places";
import { type CurrentViews, useCurrentViews } from "./use-current-views";

const NavigationDrawer = lazy(() =>
  import("./navigation-drawer").then((module) => ({ default: module.NavigationDrawer })),
);

interface Props {
  /** On narrow screens only; on wide ones it is always there. */
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function Navigation({ isOpen, onClose }: Props) {
  // Kept once it was open, so that it can close in its own time.
  const [wasOpen, setWasOpen] = useState(isOpen);
  if (isOpen && !wasOpen) setWasOpen(true);
  const isNarrow = useMediaQuery("(max-width: 60em)", false, { getInitialValueInEffect: false });
  if (!isNarrow) {
    return (
      <div className={classes.side}>
        <Content />
      </div>
    );
  }
  return (
    <Suspense>
      {wasOpen && (
        <NavigationDrawer isOpen={isOpen} onClose={onClose}>
          <Content />
        </NavigationDrawer>
      )}
    </Suspense>
  );
}

function Content() {
  const { t } = useTranslation("shell");
  const id = useId();
  const model = useModel();
  const current = useCurrentViews();
  const there = PLACES.filter((place) => place.isThere(model));
  return (
    <nav className={classes.nav} aria-label={t("navigation")}>
      <Link to="/" className={classes.project}>
        <ProjectMark size={26} />
        <span>{model.projectName}</span>
      </Link>
      <Places places={there.filter((place) => place.section === "top")} />
      {groupsOf(model).map((group) => (
        <Group
          key={group.name ?? ""}
          title={group.name ?? t("otherGroup")}
          collections={group.collections}
          current={current}
        />
      ))}
      <section aria-labelledby={id}>
        <h2 className={classes.heading} id={id}>
          {t("administration")}
        </h2>
        <Places places={there.filter((place) => place.section === "administration")} />
      </section>
    </nav>
  );
}

function Places({ places }: { readonly places: readonly Place[] }) {
  const { t } = useTranslation("shell");
  const isIdle = useIsIdle();
  return (
    <ul className={classes.list}>
      {places.map(({ to, text, icon: Icon, Mark }) => (
        <li key={to}>
          <Link to={to} className={classes.link} activeOptions={{ exact: to === "/", includeSearch: false }}>
            <Icon size={18} stroke={1.6} aria-hidden />
            <span>{t(text)}</span>
            {isIdle && Mark !== undefined && (
              <Suspense>
                <Mark />
              </Suspense>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}

interface GroupProps {
  readonly title: string;
  readonly collections: readonly Collection[];
  readonly current: CurrentViews;
}

function Group({ title, collections, current }: GroupProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 className={classes.heading} id={id}>
        {title}
      </h2>
      <ul className={classes.list}>
        {collections.map((collection) => (
          <CollectionEntry key={collection.name} collection={collection} current={current} />
        ))}
      </ul>
    </section>
  );
}
