import { Button, Group } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/dialog/dialog";

interface Props {
  readonly isDirty: boolean;
  /** What was typed is not wanted any more. */
  readonly onForget: () => void;
}

/** Nobody leaves what he typed without a word. What stays in the browser is offered again. */
export function LeaveGuard({ isDirty, onForget }: Props) {
  const { t } = useTranslation("form");
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  const isAsking = blocker.status === "blocked";
  const stay = () => blocker.reset?.();
  const leave = (isForgotten: boolean) => {
    if (isForgotten) onForget();
    blocker.proceed?.();
  };
  return (
    <Dialog isOpen={isAsking} onClose={stay} title={t("leave.title")}>
      <p>{t("leave.text")}</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="subtle" color="red" onClick={() => leave(true)}>
          {t("leave.discard")}
        </Button>
        <Button variant="default" onClick={() => leave(false)}>
          {t("leave.keep")}
        </Button>
        <Button onClick={stay} data-autofocus>
          {t("leave.stay")}
        </Button>
      </Group>
    </Dialog>
  );
}
