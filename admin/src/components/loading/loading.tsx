import { Loader } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./loading.module.css";

/** Shown after a moment only: what comes at once should not flicker. */
export function Loading() {
  const { t } = useTranslation("shell");
  return (
    <div className={classes.loading} role="status" aria-label={t("loading")}>
      <Loader size="sm" />
    </div>
  );
}
