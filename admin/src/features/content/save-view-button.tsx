import { Button, Menu } from "@mantine/core";
import { IconBookmark } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import { useCommands } from "@/hooks/use-commands";
import { hasViews, useViewsOf } from "@/items/views/use-views";
import { isOrdinary, isShown, openView, stateOf } from "@/items/views/view-state";
import type { List } from "./use-list";

const ViewDialog = lazy(() => import("@/items/views/view-dialog").then((module) => ({ default: module.ViewDialog })));
const SaveMenu = lazy(() => import("@/items/views/save-menu").then((module) => ({ default: module.SaveMenu })));

/** There while the list shows something that no view says. */
export function SaveViewButton({ list }: { readonly list: List }) {
  const { t } = useTranslation("lists");
  const model = useModel();
  const navigate = useNavigate({ from: "/content/$collection" });
  const [isNaming, setNaming] = useState(false);
  const { collection, search, columnWidths, viewId } = list;
  const views = useViewsOf(collection.name);
  const open = openView(views ?? [], viewId, search);
  const isNews = views !== null && hasViews(model) && (open === null ? !isOrdinary(search) : !isShown(open, search));
  useSaveCommand(isNews, () => setNaming(true));
  const state = stateOf(search, columnWidths.widths);
  const mayChange = open !== null && (model.isAdmin || open.owner !== null);
  const show = (id: string) => void navigate({ search: (before) => before, state: { view: id }, replace: true });
  return (
    <>
      {isNews && (
        <Menu position="bottom-end" disabled={!mayChange}>
          <Menu.Target>
            <Button
              variant="default"
              leftSection={<IconBookmark size={16} aria-hidden />}
              onClick={() => !mayChange && setNaming(true)}
            >
              {t("views.save")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Suspense>{open !== null && <SaveMenu view={open} state={state} onNew={() => setNaming(true)} />}</Suspense>
          </Menu.Dropdown>
        </Menu>
      )}
      {isNaming && (
        <Suspense>
          <ViewDialog
            collection={collection.name}
            view={null}
            state={state}
            onSaved={show}
            onClose={() => setNaming(false)}
          />
        </Suspense>
      )}
    </>
  );
}

function useSaveCommand(isThere: boolean, perform: () => void) {
  const { t } = useTranslation("lists");
  useCommands(
    // biome-ignore lint/correctness/useExhaustiveDependencies: it only opens a dialog, which a new function does no better
    useMemo(
      () => (isThere ? [{ id: "save-view", label: t("views.save"), group: t("group"), keys: "shift+v", perform }] : []),
      [isThere, t],
    ),
  );
}
