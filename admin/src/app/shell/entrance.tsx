import { Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Navigate, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { Notice } from "@/components/notice/notice";
import { useSignOut } from "./use-sign-out";

/** To where one becomes somebody who may enter. Remembers where one wanted to go: once, because on the way there the address is another one already. */
export function ToEntrance({ error }: { readonly error: Error }) {
  const router = useRouter();
  const [search] = useState(() => nextOf(router.latestLocation.href));
  const to = isApiError(error, "SECOND_FACTOR_REQUIRED") ? "/second-factor" : "/sign-in";
  return <Navigate to={to} search={search} replace />;
}

/** A provider that let nobody in says why beside the page that was asked for. */
function nextOf(href: string): { readonly next?: string; readonly reason?: string } {
  const { pathname, searchParams } = new URL(href, location.origin);
  const reason = searchParams.get("reason");
  searchParams.delete("reason");
  const rest = searchParams.toString();
  const next = rest === "" ? pathname : `${pathname}?${rest}`;
  return { ...(next === "/" ? {} : { next }), ...(reason === null ? {} : { reason }) };
}

/** Somebody with an account that is for the API alone. */
export function NoEntrance() {
  const { t } = useTranslation("shell");
  const signOut = useSignOut();
  return (
    <main>
      <Notice icon={<IconLock size={22} aria-hidden />} title={t("noAccessTitle")} text={t("noAccessText")} isPage>
        <Button variant="default" onClick={signOut}>
          {t("signOut")}
        </Button>
      </Notice>
    </main>
  );
}
