import { Button } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { viewedAs } from "@/api/view-as";
import { useSignal } from "@/hooks/use-signal";
import classes from "./viewed-as.module.css";

/** Says all the time that one looks through somebody else's eyes, and ends it. */
export function ViewedAs() {
  const { t } = useTranslation("shell");
  const client = useQueryClient();
  const role = useSignal(viewedAs);
  if (role === null) return null;
  const stop = async () => {
    viewedAs.set(null);
    await client.resetQueries();
  };
  return (
    <div className={classes.bar} role="status">
      <IconEye size={18} aria-hidden />
      <span>{t("viewAs.text", { role })}</span>
      <Button variant="default" size="compact-sm" onClick={stop}>
        {t("viewAs.stop")}
      </Button>
    </div>
  );
}
