import { Button } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { viewedAs } from "@/api/view-as";
import { useSignal } from "@/hooks/use-signal";
import { useViewAs } from "@/hooks/use-view-as";
import classes from "./viewed-as.module.css";

/** Says all the time that one looks through somebody else's eyes, and ends it. */
export function ViewedAs() {
  const { t } = useTranslation("shell");
  const viewAs = useViewAs();
  const role = useSignal(viewedAs);
  if (role === null) return null;
  return (
    <div className={classes.bar} role="status">
      <IconEye size={18} aria-hidden />
      <span>{t("viewAs.text", { role })}</span>
      <Button variant="default" size="compact-sm" onClick={() => viewAs(null)}>
        {t("viewAs.stop")}
      </Button>
    </div>
  );
}
