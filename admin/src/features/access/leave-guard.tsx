import { Button, Group } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/dialog/dialog";

/** Nobody leaves rules that he has not saved without a word. */
export function LeaveGuard({ isDirty }: { readonly isDirty: boolean }) {
  const { t } = useTranslation("access");
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isDirty && (current.pathname !== next.pathname || JSON.stringify(current.search) !== JSON.stringify(next.search)),
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  const stay = () => blocker.reset?.();
  return (
    <Dialog isOpen={blocker.status === "blocked"} onClose={stay} title={t("leaveTitle")}>
      <p>{t("leaveText")}</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="subtle" color="red" onClick={() => blocker.proceed?.()}>
          {t("leave")}
        </Button>
        <Button onClick={stay} data-autofocus>
          {t("stay")}
        </Button>
      </Group>
    </Dialog>
  );
}
