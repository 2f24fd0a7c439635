import { ActionIcon } from "@mantine/core";
import { IconMenu2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { AccountMenu } from "./account-menu";
import { Breadcrumbs } from "./breadcrumbs";
import classes from "./header.module.css";

export function Header({ onOpenNavigation }: { readonly onOpenNavigation: () => void }) {
  const { t } = useTranslation("shell");
  return (
    <header className={classes.header}>
      <ActionIcon
        className={classes.burger}
        variant="subtle"
        color="gray"
        size="lg"
        onClick={onOpenNavigation}
        aria-label={t("openNavigation")}
      >
        <IconMenu2 size={20} aria-hidden />
      </ActionIcon>
      <Breadcrumbs />
      <div className={classes.end}>
        <AccountMenu />
      </div>
    </header>
  );
}
