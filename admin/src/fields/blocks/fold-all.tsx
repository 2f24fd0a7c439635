import { Button } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import classes from "./blocks.module.css";

interface Props {
  readonly isAnyFolded: boolean;
  readonly onFold: () => void;
}

/** Not drawn again for each letter in a block. */
export const FoldAll = memo(function FoldAll({ isAnyFolded, onFold }: Props) {
  const { t } = useTranslation("fields");
  return (
    <Button className={classes.foldAll} variant="subtle" color="gray" size="compact-xs" onClick={onFold}>
      {t(isAnyFolded ? "rows.expandAll" : "rows.collapseAll")}
    </Button>
  );
});
