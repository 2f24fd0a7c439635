import { Button } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { request } from "@/api/client";
import { isServerGone } from "@/api/reach";
import { useSignal } from "@/hooks/use-signal";
import classes from "./offline-strip.module.css";

const PAUSE = 5000;

/** Says that the server does not answer, asks again from time to time, and brings the page up to date once it does. */
export function OfflineStrip() {
  const { t } = useTranslation("shell");
  const isGone = useSignal(isServerGone);
  const { isTrying, tryAgain } = useReturn(isGone);
  return (
    <div role="status">
      {isGone && (
        <div className={classes.strip}>
          <IconCloudOff size={18} aria-hidden />
          <span>{t("offline")}</span>
          <Button variant="default" size="compact-sm" loading={isTrying} onClick={tryAgain}>
            {t("tryAgain")}
          </Button>
        </div>
      )}
    </div>
  );
}

function useReturn(isGone: boolean) {
  const client = useQueryClient();
  const [isTrying, setTrying] = useState(false);
  const tryAgain = useCallback(async () => {
    setTrying(true);
    try {
      await request("GET", "/server/ping", { keepsSession: true });
      if (!isServerGone.get()) await client.invalidateQueries();
    } catch {
      // It is still gone; the strip says so.
    } finally {
      setTrying(false);
    }
  }, [client]);
  useEffect(() => {
    if (!isGone) return;
    const timer = setInterval(() => {
      // A tab that is not looked at has time.
      if (document.visibilityState === "visible") void tryAgain();
    }, PAUSE);
    window.addEventListener("online", tryAgain);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", tryAgain);
    };
  }, [isGone, tryAgain]);
  return { isTrying, tryAgain };
}
