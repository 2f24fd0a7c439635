import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArchive, IconArrowBackUp } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { Notification, NotificationStatus } from "@/api/notifications";
import { PersonAvatar } from "@/components/avatar/person-avatar";
import { useFormats } from "@/i18n/format";
import classes from "./notification-line.module.css";

interface Props {
  readonly notification: Notification;
  readonly onMove: (status: NotificationStatus) => void;
}

export function NotificationLine({ notification, onMove }: Props) {
  const { t } = useTranslation("notifications");
  const formats = useFormats();
  const { sender, subject, message, at, status } = notification;
  const isNew = status === "inbox";
  const label = t(isNew ? "archive" : "restore", { subject });
  return (
    <li className={classes.line}>
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
        {message !== "" && (
          <p dir="auto" className={classes.message}>
            {message}
          </p>
        )}
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
  if (collection === undefined || (item === null && !collection.isSingleton))
    return <strong dir="auto">{subject}</strong>;
  return collection.isSingleton || item === null ? (
    <Link dir="auto" to="/content/$collection" params={{ collection: collection.name }}>
      {subject}
    </Link>
  ) : (
    <Link dir="auto" to="/content/$collection/$id" params={{ collection: collection.name, id: item }}>
      {subject}
    </Link>
  );
}
