import { IconCheck, IconMinus } from "@tabler/icons-react";
import { useTexts } from "@/i18n/use-texts";
import classes from "../chip.module.css";
import type { CellProps } from "../define-field";

export function BooleanCell({ value }: CellProps<boolean | null>) {
  const t = useTexts();
  if (value === null) return null;
  return value ? (
    <IconCheck size={18} className={classes.good} aria-label={t("fields:yes")} role="img" />
  ) : (
    <IconMinus size={18} className={classes.faint} aria-label={t("fields:no")} role="img" />
  );
}
