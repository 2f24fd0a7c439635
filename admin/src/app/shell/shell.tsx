import { Modal } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Navigate, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { loadModel } from "@/api/model";
import { ModelContext } from "@/api/model-context";
import type { Model } from "@/api/model-types";
import { sessionState } from "@/api/session";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { SignInForm } from "@/features/auth/sign-in-form";
import { useSignal } from "@/hooks/use-signal";
import { Header } from "./header";
import { Navigation } from "./navigation";
import classes from "./shell.module.css";

/** What is around every page: loads the model once, and leads to sign-in who is not signed in. */
export function Shell() {
  const model = useQuery({ queryKey: keys.model, queryFn: loadModel, staleTime: Number.POSITIVE_INFINITY });
  const isIn = model.isSuccess;
  useEffect(() => {
    if (isIn) sessionState.set("in");
  }, [isIn]);
  const next = useRouterState({ select: (state) => state.location.href });
  if (model.data !== undefined) return <Frame model={model.data} />;
  if (model.isPending) return <Loading />;
  if (isApiError(model.error) && [401, 403].includes(model.error.status)) {
    return <Navigate to="/sign-in" search={next === "/" ? {} : { next }} replace />;
  }
  return <ErrorNotice error={model.error} onRetry={() => model.refetch()} />;
}

function Frame({ model }: { readonly model: Model }) {
  const { t } = useTranslation("shell");
  const [isOpen, setOpen] = useState(false);
  return (
    <ModelContext value={model}>
      <a href="#content" className={classes.skip}>
        {t("skipToContent")}
      </a>
      <div className={classes.shell}>
        <Navigation isOpen={isOpen} onClose={() => setOpen(false)} />
        <div className={classes.column}>
          <Header onOpenNavigation={() => setOpen(true)} />
          <main id="content" tabIndex={-1} className={classes.main}>
            <Outlet />
          </main>
        </div>
      </div>
      <LostSession />
    </ModelContext>
  );
}

/** Over the page, not instead of it: what was typed below stays. */
function LostSession() {
  const { t } = useTranslation("auth");
  const client = useQueryClient();
  const isLost = useSignal(sessionState) === "lost";
  return (
    <Modal
      opened={isLost}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title={t("lostTitle")}
    >
      <p>{t("lostText")}</p>
      <SignInForm onSignedIn={() => client.invalidateQueries()} />
    </Modal>
  );
}
