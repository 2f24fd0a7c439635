import { useTranslation } from "react-i18next";
import { useIsPlanWaiting } from "@/hooks/use-pending-plan";
import classes from "./navigation.module.css";

/** Beside the model, while something waits to be applied. */
export function PlanMark() {
  const { t } = useTranslation("shell");
  const isWaiting = useIsPlanWaiting();
  return isWaiting ? <span className={classes.dot} role="img" aria-label={t("planWaits")} /> : null;
}
