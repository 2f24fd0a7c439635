import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CellProps } from "../define-field";

export function BooleanCell({ value }: CellProps<boolean | null>) {
  const { t } = useTranslation("fields");
  if (value === null) return null;
  return value ? <IconCheck size={16} aria-label={t("yes")} role="img" /> : <span>{t("no")}</span>;
}
