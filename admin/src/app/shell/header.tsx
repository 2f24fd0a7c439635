import { ActionIcon, UnstyledButton } from "@mantine/core";
import { IconBell, IconMenu2, IconSearch, IconUserCircle } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCollection } from "@/api/model-context";
import { Keys } from "@/components/keys/keys";
import { useIsIdle } from "@/hooks/use-is-idle";
import { Breadcrumbs } from "./breadcrumbs";
import classes from "./header.module.css";

/** Menus bring what places them on the page, which is a tenth of all that the first list needs; they come right after it. */
const AccountMenu = lazy(() => import("./account-menu").then((module) => ({ default: module.AccountMenu })));
const Bell = lazy(() => import("@/features/notifications/bell").then((module) => ({ default: module.Bell })));

interface Props {
  readonly onOpenNavigation: () => void;
  readonly onOpenPalette: () => void;
}

export function Header({ onOpenNavigation, onOpenPalette }: Props) {
  const { t } = useTranslation("shell");
  const hasBell = (useCollection("quintet_notifications")?.permissions.read.access ?? "none") !== "none";
  const isIdle = useIsIdle();
  const [isWanted, setWanted] = useState(false);
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
        <UnstyledButton className={classes.search} onClick={onOpenPalette} aria-label={t("palette.open")}>
          <IconSearch size={16} aria-hidden />
          <span className={classes.searchText}>{t("palette.short")}</span>
          <span className={classes.searchKeys}>
            <Keys keys="mod+k" />
          </span>
        </UnstyledButton>
        {hasBell && (
          <div className={classes.bell}>
            <Suspense fallback={<BellPlace />}>{isIdle ? <Bell /> : <BellPlace />}</Suspense>
          </div>
        )}
        <Suspense fallback={<AccountPlace onClick={() => setWanted(true)} />}>
          <AccountMenu isOpenAtOnce={isWanted} />
        </Suspense>
      </div>
    </header>
  );
}

/** What stands there until it is known how much is new. */
function BellPlace() {
  return (
    <span className={classes.bellPlace} aria-hidden>
      <IconBell size={20} stroke={1.6} />
    </span>
  );
}

/** Where the menu is going to be; it opens as soon as it is there for who was faster. */
function AccountPlace({ onClick }: { readonly onClick: () => void }) {
  const { t } = useTranslation("shell");
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      radius="xl"
      aria-label={t("account")}
      aria-busy
      onClick={onClick}
    >
      <IconUserCircle size={22} stroke={1.6} aria-hidden />
    </ActionIcon>
  );
}
