import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useSignal } from "@/hooks/use-signal";
import classes from "./undo-notices.module.css";
import { notices } from "./undo-store";

const UndoNotices = lazy(() => import("./undo-notices").then((module) => ({ default: module.UndoNotices })));

/** Below every page. The region is there before its first notice, or a screen reader would not tell that one. */
export function UndoRegion() {
  const { t } = useTranslation("shell");
  const shown = useSignal(notices);
  return (
    <section className={classes.region} aria-label={t("messages")} aria-live="polite">
      <Suspense>{shown.length > 0 && <UndoNotices shown={shown} />}</Suspense>
    </section>
  );
}
