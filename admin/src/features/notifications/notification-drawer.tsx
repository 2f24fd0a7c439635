import { Button, SegmentedControl } from "@mantine/core";
import { IconBellOff } from "@tabler/icons-react";
import { type MouseEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { NotificationStatus } from "@/api/notifications";
import { SideDialog } from "@/components/dialog/side-dialog";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Notice } from "@/components/notice/notice";
import { useErrorText } from "@/hooks/use-error-text";
import { NotificationLine } from "@/items/notifications/notification-line";
import { useMoving, useNotifications } from "@/items/notifications/use-inbox";
import classes from "./notification-drawer.module.css";

export function NotificationDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation("notifications");
  const describe = useErrorText();
  const [status, setStatus] = useState<NotificationStatus>("inbox");
  const page = useNotifications(status);
  const { one, all } = useMoving();
  const error = one.error ?? all.error;
  const closeAfterLink = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest("a") !== null) onClose();
  };
  const shown = page.data?.notifications ?? [];
  return (
    <SideDialog onClose={onClose} title={t("title")} size="30rem">
      <div className={classes.tools}>
        <SegmentedControl
          value={status}
          onChange={(next) => setStatus(next === "archived" ? "archived" : "inbox")}
          data={(["inbox", "archived"] as const).map((value) => ({ value, label: t(value) }))}
          aria-label={t("which")}
        />
        {status === "inbox" && shown.length > 1 && (
          <Button variant="subtle" size="xs" loading={all.isPending} onClick={() => all.mutate()}>
            {t("archiveAll")}
          </Button>
        )}
      </div>
      {error !== null && <p role="alert">{describe(error)}</p>}
      {page.isPending && <Loading />}
      {page.isError && <ErrorNotice error={page.error} onRetry={() => page.refetch()} />}
      {page.data !== undefined && shown.length === 0 && (
        <Notice icon={<IconBellOff size={22} aria-hidden />} title={t(`nothing.${status}`)} />
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the links inside are reached and followed by the keyboard */}
      <ul className={classes.list} onClick={closeAfterLink}>
        {shown.map((notification) => (
          <NotificationLine
            key={notification.id}
            notification={notification}
            onMove={(next) => one.mutate({ id: notification.id, status: next })}
          />
        ))}
      </ul>
      {page.data !== undefined && page.data.total > shown.length && (
        <p className={classes.more}>{t("more", { count: page.data.total - shown.length })}</p>
      )}
    </SideDialog>
  );
}
