import { Button } from "@mantine/core";
import { IconMasksTheater } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { readMe } from "@/api/me";
import { sessionState } from "@/api/session";
import { useActAs } from "@/hooks/use-act-as";
import { useSignal } from "@/hooks/use-signal";
import { asText } from "@/lib/json";
import classes from "./viewed-as.module.css";

/** Says all the time in whose name an administrator acts, and leads back. */
export function ActedAs({ user }: { readonly user: string }) {
  const { t } = useTranslation("shell");
  const actAs = useActAs();
  const navigate = useNavigate();
  const me = useQuery({
    queryKey: keys.acting(user),
    queryFn: ({ signal }) => readMe("first_name,last_name,email", signal),
  });
  const stop = () => actAs.end(() => navigate({ to: "/users/$id", params: { id: user }, search: {} }));
  const isOver = useSignal(sessionState) === "lost";
  const stopByItself = useEffectEvent(() => void stop());
  useEffect(() => {
    if (isOver) stopByItself();
  }, [isOver]);
  const names = [me.data?.first_name, me.data?.last_name].flatMap((part) => asText(part) ?? []);
  return (
    <div className={classes.bar} role="status">
      <IconMasksTheater size={18} aria-hidden />
      <span>{t("actAs.text", { name: names.join(" ") || asText(me.data?.email) || "…" })}</span>
      <Button variant="default" size="compact-sm" onClick={stop}>
        {t("actAs.stop")}
      </Button>
    </div>
  );
}
