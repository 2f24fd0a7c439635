import { IconUsers } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Collection } from "@/api/model-types";
import type { View } from "@/api/views";
import { CollectionIcon } from "@/components/collection-icon/collection-icon";
import { PageLink } from "@/components/page-link/page-link";
import { useIsIdle } from "@/hooks/use-is-idle";
import { useLabel } from "@/hooks/use-label";
import { searchOf } from "@/items/views/view-state";
import classes from "./navigation.module.css";
import type { CurrentViews } from "./use-current-views";

const CollectionCount = lazy(() =>
  import("./collection-count").then((module) => ({ default: module.CollectionCount })),
);

interface Props {
  readonly collection: Collection;
  readonly current: CurrentViews;
}

/** A collection in the navigation, with its saved views while one is in it. */
export function CollectionEntry({ collection, current }: Props) {
  const labelOf = useLabel();
  const isIdle = useIsIdle();
  const isHere = collection.name === current.collection;
  return (
    <li>
      <PageLink
        to="/content/$collection"
        params={{ collection: collection.name }}
        className={classes.link}
        isCurrent={isHere && current.open === null}
      >
        <CollectionIcon name={collection.icon} />
        <span>{labelOf(collection)}</span>
        {isIdle && (
          <Suspense>
            <CollectionCount name={collection.name} />
          </Suspense>
        )}
      </PageLink>
      {isHere && current.views.length > 0 && <Views {...current} />}
    </li>
  );
}

function Views({ views, open }: CurrentViews) {
  const { t } = useTranslation("lists");
  return (
    <ul className={classes.views} aria-label={t("views.tabs")}>
      {views.map((view) => (
        <li key={view.id}>
          <ViewLink view={view} isOpen={view === open} />
        </li>
      ))}
    </ul>
  );
}

function ViewLink({ view, isOpen }: { readonly view: View; readonly isOpen: boolean }) {
  const { t } = useTranslation("lists");
  const shared = view.role === null ? t("views.shared") : t("views.sharedRole", { role: view.role });
  return (
    <PageLink
      to="/content/$collection"
      params={{ collection: view.collection }}
      search={searchOf(view)}
      state={{ view: view.id }}
      className={classes.link}
      isCurrent={isOpen}
    >
      {view.color !== null && <i className={classes.color} style={{ background: view.color }} />}
      <span dir="auto">{view.name}</span>
      {view.owner === null && <IconUsers size={14} role="img" aria-label={shared} title={shared} />}
    </PageLink>
  );
}
