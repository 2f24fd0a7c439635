import { ActionIcon } from "@mantine/core";
import { IconPencil, IconUsers } from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { View } from "@/api/views";
import { PageLink } from "@/components/page-link/page-link";
import { useViewsOf } from "@/items/views/use-views";
import { isOrdinary, openView, searchOf, viewWidths } from "@/items/views/view-state";
import type { List } from "./use-list";
import classes from "./view-tabs.module.css";

const ViewDialog = lazy(() => import("@/items/views/view-dialog").then((module) => ({ default: module.ViewDialog })));

/** The saved views of a collection. Each is a link to a state of the list; the URL stays all there is. */
export function ViewTabs({ list }: { readonly list: List }) {
  const { t } = useTranslation("lists");
  const views = useViewsOf(list.collection.name);
  const open = openView(views ?? [], list.viewId, list.search);
  useWidthsOf(open, list);
  if (views === null || views.length === 0) return null;
  return (
    <nav className={classes.tabs} aria-label={t("views.tabs")}>
      <PageLink
        from="/content/$collection"
        search={{}}
        className={classes.tab}
        isCurrent={open === null && isOrdinary(list.search)}
      >
        {t("views.all")}
      </PageLink>
      {views.map((view) => (
        <Tab key={view.id} view={view} isOpen={view === open} />
      ))}
    </nav>
  );
}

/** A view brings its widths along when it is opened. */
function useWidthsOf(open: View | null, { viewId, columnWidths }: List) {
  const id = open !== null && open.id === viewId ? open.id : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is opened; afterwards they are as somebody pulls them
  useEffect(() => {
    if (id === null || open === null) return;
    const widths = viewWidths(open);
    if (Object.keys(widths).length > 0) columnWidths.replace(widths);
  }, [id]);
}

function Tab({ view, isOpen }: { readonly view: View; readonly isOpen: boolean }) {
  const { t } = useTranslation("lists");
  const [isEdited, setEdited] = useState(false);
  const { isAdmin } = useModel();
  const shared = view.role === null ? t("views.shared") : t("views.sharedRole", { role: view.role });
  return (
    <span className={classes.item} data-open={isOpen || undefined}>
      <PageLink
        from="/content/$collection"
        search={searchOf(view)}
        state={{ view: view.id }}
        className={classes.tab}
        isCurrent={isOpen}
      >
        {view.color !== null && <span className={classes.dot} style={{ background: view.color }} />}
        {view.name}
        {view.owner === null && <IconUsers size={14} role="img" aria-label={shared} title={shared} />}
      </PageLink>
      {isOpen && (isAdmin || view.owner !== null) && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t("views.edit", { name: view.name })}
          onClick={() => setEdited(true)}
        >
          <IconPencil size={14} aria-hidden />
        </ActionIcon>
      )}
      {isEdited && (
        <Suspense>
          <ViewDialog collection={view.collection} view={view} state={view.state} onClose={() => setEdited(false)} />
        </Suspense>
      )}
    </span>
  );
}
