import { ActionIcon, Button, SegmentedControl, Tooltip } from "@mantine/core";
import { IconArchive, IconArrowBackUp, IconBellOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type MouseEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { Notification, NotificationStatus } from "@/api/notifications";
import { PersonAvatar } from "@/components/avatar/person-avatar";
import { SideDialog } from "@/components/dialog/side-dialog";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Notice } from "@/components/notice/notice";
import { useErrorText } from "@/hooks/use-error-text";
import { useFormats } from "@/i18n/format";
import classes from "./notification-drawer.module.css";
import { useMoving, useNotifications } from "./use-inbox";

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
          <One
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

interface OneProps {
  readonly notification: Notification;
  readonly onMove: (status: NotificationStatus) => void;
}

function One({ notification, onMove }: OneProps) {
  const { t } = useTranslation("notifications");
  const formats = useFormats();
  const { sender, subject, message, at, status } = notification;
  const isNew = status === "inbox";
  const label = t(isNew ? "archive" : "restore", { subject });
  return (
    <li className={classes.one}>
      <PersonAvatar
        name={sender?.name ?? ""}
        picture={sender?.avatar ?? null}
        kind={sender === null ? "server" : "person"}
      />
      <div className={classes.words}>
        <Subject notification={notification} />
        <small>
          {sender === null ? t("server") : sender.name || t("somebody")} ·{" "}
          <time dateTime={at.toISOString()} title={formats.dateTime(at)}>
            {formats.relative(at)}
          </time>
        </small>
        {message !== "" && <p className={classes.message}>{message}</p>}
      </div>
      <Tooltip label={t(isNew ? "archiveShort" : "restoreShort")}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={label}
          onClick={() => onMove(isNew ? "archived" : "inbox")}
        >
          {isNew ? <IconArchive size={18} aria-hidden /> : <IconArrowBackUp size={18} aria-hidden className="flips" />}
        </ActionIcon>
      </Tooltip>
    </li>
  );
}

/** Leads to what it is about, if the caller may see that there is such a collection. */
function Subject({ notification: { subject, collection: name, item } }: { readonly notification: Notification }) {
  const collection = useModel().collections.get(name ?? "");
  if (collection === undefined || (item === null && !collection.isSingleton)) return <strong>{subject}</strong>;
  return collection.isSingleton || item === null ? (
    <Link to="/content/$collection" params={{ collection: collection.name }}>
      {subject}
    </Link>
  ) : (
    <Link to="/content/$collection/$id" params={{ collection: collection.name, id: item }}>
      {subject}
    </Link>
  );
}
