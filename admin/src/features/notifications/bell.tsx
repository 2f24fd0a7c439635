import { ActionIcon } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useSignal } from "@/hooks/use-signal";
import { useFormats } from "@/i18n/format";
import { inboxState } from "@/items/notifications/inbox-state";
import { useInboxCount } from "@/items/notifications/use-inbox";
import classes from "./bell.module.css";

const NotificationDrawer = lazy(() =>
  import("./notification-drawer").then((module) => ({ default: module.NotificationDrawer })),
);

/** More are not counted out. */
const MOST = 99;

/** How much is new, in the header; what it is, in a drawer. */
export function Bell() {
  const { t } = useTranslation("notifications");
  const formats = useFormats();
  const count = useInboxCount();
  const isOpen = useSignal(inboxState) === "open";
  const shown = count > MOST ? `${formats.number(MOST)}+` : formats.number(count);
  return (
    <>
      <ActionIcon
        className={classes.bell}
        variant="subtle"
        color="gray"
        size="lg"
        radius="xl"
        aria-label={count === 0 ? t("title") : t("withCount", { count })}
        onClick={() => inboxState.set("open")}
      >
        <IconBell size={20} stroke={1.6} aria-hidden />
        {count > 0 && (
          <span className={classes.count} aria-hidden>
            {shown}
          </span>
        )}
      </ActionIcon>
      <Suspense>{isOpen && <NotificationDrawer onClose={() => inboxState.set("closed")} />}</Suspense>
    </>
  );
}
