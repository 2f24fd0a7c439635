import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { loadModel } from "@/api/model";
import { ModelContext, useModel } from "@/api/model-context";
import type { Model } from "@/api/model-types";
import { keptActing, sessionState } from "@/api/session";
import { viewedAs } from "@/api/view-as";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { UndoRegion } from "@/components/undo/undo-region";
import { useShortcuts } from "@/hooks/use-commands";
import { useIsIdle } from "@/hooks/use-is-idle";
import { useOwnPreferences } from "@/hooks/use-preferences";
import { useSignal } from "@/hooks/use-signal";
import { loadBrokenPage } from "../broken";
import { NoEntrance, ToEntrance } from "./entrance";
import { Header } from "./header";
import { Navigation } from "./navigation";
import classes from "./shell.module.css";
import { useShellCommands } from "./use-shell-commands";
import { ViewedAs } from "./viewed-as";

const Palette = lazy(() => import("@/features/palette/palette").then((module) => ({ default: module.Palette })));
const OfflineStrip = lazy(() => import("./offline-strip").then((module) => ({ default: module.OfflineStrip })));
const LostSession = lazy(() => import("./lost-session").then((module) => ({ default: module.LostSession })));
const ViewCommands = lazy(() => import("./view-commands").then((module) => ({ default: module.ViewCommands })));
const ActedAs = lazy(() => import("./acted-as").then((module) => ({ default: module.ActedAs })));
const ShortcutsHelp = lazy(() =>
  import("@/features/shortcuts/shortcuts-help").then((module) => ({ default: module.ShortcutsHelp })),
);

/** What is around every page: loads the model once, and leads to sign-in who is not signed in. */
export function Shell() {
  const model = useQuery({ queryKey: keys.model, queryFn: loadModel, staleTime: Number.POSITIVE_INFINITY });
  const isIn = model.isSuccess;
  useEffect(() => {
    if (isIn) sessionState.set("in");
  }, [isIn]);
  if (model.data !== undefined) return mayEnter(model.data) ? <Frame model={model.data} /> : <NoEntrance />;
  if (model.isPending) return <Loading />;
  if (isApiError(model.error) && [401, 403].includes(model.error.status)) {
    return <ToEntrance error={model.error} />;
  }
  return <ErrorNotice error={model.error} onRetry={() => model.refetch()} />;
}

/** A token that belongs to nobody comes in, and so does who looks through the eyes of a role: he has to come back. */
function mayEnter(model: Model): boolean {
  return model.hasAppAccess || model.userId === null || viewedAs.get() !== null;
}

function Frame({ model }: { readonly model: Model }) {
  const { t } = useTranslation("shell");
  // Whose hour as somebody else is over becomes himself again.
  const isLost = useSignal(sessionState) === "lost" && keptActing() === null;
  return (
    <ModelContext value={model}>
      <a href="#content" className={classes.skip}>
        {t("skipToContent")}
      </a>
      <Pages />
      <Suspense>
        <ViewCommands />
        {useWasOpen(isLost) && <LostSession isOpen={isLost} />}
      </Suspense>
      <UndoRegion />
    </ModelContext>
  );
}

type Opened = "navigation" | "palette" | "help" | null;

function Pages() {
  const [opened, setOpened] = useState<Opened>(null);
  const close = useCallback(() => setOpened(null), []);
  const openPalette = useCallback(() => setOpened("palette"), []);
  const openHelp = useCallback(() => setOpened("help"), []);
  const { userId, impersonator } = useModel();
  useOwnPreferences();
  // Before it is needed: from a server that is gone it could not be loaded.
  const isIdle = useIsIdle();
  useEffect(() => {
    if (isIdle) void loadBrokenPage().catch(() => undefined);
  }, [isIdle]);
  useShortcuts();
  useShellCommands({ openPalette, openHelp });
  return (
    <>
      <div className={classes.shell}>
        <Navigation isOpen={opened === "navigation"} onClose={close} />
        <div className={classes.column}>
          <Header onOpenNavigation={() => setOpened("navigation")} onOpenPalette={openPalette} />
          <ViewedAs />
          {userId !== null && impersonator !== null && (
            <Suspense>
              <ActedAs user={userId} />
            </Suspense>
          )}
          <Suspense>{isIdle && <OfflineStrip />}</Suspense>
          <main id="content" tabIndex={-1} className={classes.main}>
            <Outlet />
          </main>
        </div>
      </div>
      <Suspense>
        {useWasOpen(opened === "palette") && <Palette isOpen={opened === "palette"} onClose={close} />}
        {useWasOpen(opened === "help") && <ShortcutsHelp isOpen={opened === "help"} onClose={close} />}
      </Suspense>
    </>
  );
}

/** Loaded when it is opened for the first time, and kept: a dialog that is there can give the focus back when it closes. */
function useWasOpen(isOpen: boolean): boolean {
  const [was, setWas] = useState(isOpen);
  if (isOpen && !was) setWas(true);
  return was || isOpen;
}
