import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { readEntrance } from "@/api/auth";
import { currentProject } from "@/api/project";
import { useSignal } from "@/hooks/use-signal";
import { AuthFrame } from "./auth-frame";
import classes from "./auth-frame.module.css";
import { AuthMessage } from "./auth-message";
import { SignInForm } from "./sign-in-form";
import { useEnter } from "./use-enter";
import { useProjectName } from "./use-project-name";

export function SignInPage() {
  const { t } = useTranslation("auth");
  const { next, reason } = useSearch({ from: "/sign-in" });
  const project = useProjectName();
  const { descriptor } = useSignal(currentProject);
  const entrance = useQuery({ queryKey: ["entrance"], queryFn: readEntrance });
  const enter = useEnter(next);
  if (entrance.data?.isSetupRequired === true) return <Navigate to="/setup" search={{}} replace />;
  return (
    <AuthFrame title={t("signInTo", { project })} {...(descriptor === null ? {} : { text: descriptor })}>
      {reason !== undefined && <Refusal reason={reason} />}
      <SignInForm onSignedIn={enter} next={next ?? "/"} />
      {entrance.data?.hasPasswords === true && (
        <div className={classes.links}>
          <Link to="/forgot-password" className={classes.quiet}>
            {t("forgot")}
          </Link>
        </div>
      )}
    </AuthFrame>
  );
}

/** Why a provider's page has led back here. */
function Refusal({ reason }: { readonly reason: string }) {
  const { t } = useTranslation("auth");
  const text = reason === "INVALID_CREDENTIALS" ? t("noAccountHere") : t("providerFailed");
  return (
    <div className={classes.refusal}>
      <AuthMessage kind="bad">{reason === "USER_SUSPENDED" ? t("suspended") : text}</AuthMessage>
    </div>
  );
}
