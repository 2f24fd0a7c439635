import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/dialog/dialog";
import { Loading } from "@/components/loading/loading";

const SignInForm = lazy(() =>
  import("@/features/auth/sign-in-form").then((module) => ({ default: module.SignInForm })),
);

/** Over the page, not instead of it: what was typed below stays. */
export function LostSession({ isOpen }: { readonly isOpen: boolean }) {
  const { t } = useTranslation("shell");
  const client = useQueryClient();
  return (
    <Dialog isOpen={isOpen} onClose={() => undefined} title={t("lostTitle")} isForced>
      <p>{t("lostText")}</p>
      <Suspense fallback={<Loading />}>
        {isOpen && <SignInForm onSignedIn={() => client.invalidateQueries()} next="/" isOverPage />}
      </Suspense>
    </Dialog>
  );
}
