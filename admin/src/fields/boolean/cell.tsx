import { IconCheck, IconMinus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "../chip.module.css";
import type { CellProps } from "../define-field";

export function BooleanCell({ value }: CellProps<boolean | null>) {
  const { t } = useTranslation("fields");
  if (value === null) return null;
  return value ? (
    <IconCheck size={18} className={classes.good} aria-label={t("yes")} role="img" />
  ) : (
    <IconMinus size={18} className={classes.faint} aria-label={t("no")} role="img" />
  );
}
