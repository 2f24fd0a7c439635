import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Section } from "@/components/section/section";
import { useErrorText } from "@/hooks/use-error-text";
import { inboxState } from "@/items/notifications/inbox-state";
import { NotificationLine } from "@/items/notifications/notification-line";
import { useMoving, useNotifications } from "@/items/notifications/use-inbox";
import classes from "./unread.module.css";

const SHOWN = 3;

/** What one was told and has not archived, the newest of it. Nothing at all when there is nothing. */
export function Unread() {
  const { t } = useTranslation("notifications");
  const describe = useErrorText();
  const shown = useNotifications("inbox").data?.notifications.slice(0, SHOWN) ?? [];
  const { one } = useMoving();
  if (shown.length === 0) return null;
  return (
    <Section title={t("new")} actions={<ToAll />}>
      {one.error !== null && <p role="alert">{describe(one.error)}</p>}
      <ul className={classes.list}>
        {shown.map((notification) => (
          <NotificationLine
            key={notification.id}
            notification={notification}
            onMove={(status) => one.mutate({ id: notification.id, status })}
          />
        ))}
      </ul>
    </Section>
  );
}

function ToAll() {
  const { t } = useTranslation("notifications");
  return (
    <Anchor component="button" type="button" underline="always" onClick={() => inboxState.set("open")}>
      {t("showAll")}
    </Anchor>
  );
}
