import { Button, PasswordInput, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { acceptInvitation, resetPassword } from "@/api/auth";
import { AuthFrame } from "./auth-frame";
import classes from "./auth-frame.module.css";
import { AuthMessage } from "./auth-message";
import { useAuthError } from "./use-auth-error";

/** Behind the link of a mail: a password is chosen for the first time, or anew. */
export function ResetPasswordPage() {
  const { t } = useTranslation("auth");
  const { token } = useSearch({ from: "/reset-password" });
  if (token === undefined) return <LinkBroken title={t("resetTitle")} />;
  return (
    <NewPassword title={t("resetTitle")} done={t("resetDone")} save={(password) => resetPassword(token, password)} />
  );
}

export function AcceptInvitationPage() {
  const { t } = useTranslation("auth");
  const { token } = useSearch({ from: "/accept-invite" });
  if (token === undefined) return <LinkBroken title={t("inviteTitle")} />;
  return (
    <NewPassword
      title={t("inviteTitle")}
      done={t("inviteDone")}
      save={(password) => acceptInvitation(token, password)}
    />
  );
}

/** Somebody came without the link, or with a part of it. */
function LinkBroken({ title }: { readonly title: string }) {
  const { t } = useTranslation("auth");
  return (
    <AuthFrame title={title}>
      <AuthMessage kind="bad">{t("linkBroken")}</AuthMessage>
      <BackToSignIn />
    </AuthFrame>
  );
}

function BackToSignIn() {
  const { t } = useTranslation("auth");
  return (
    <div className={classes.links}>
      <Link to="/sign-in" search={{}} className={classes.quiet}>
        {t("backToSignIn")}
      </Link>
    </div>
  );
}

interface Props {
  readonly title: string;
  readonly done: string;
  readonly save: (password: string) => Promise<void>;
}

function NewPassword({ title, done, save }: Props) {
  const { t } = useTranslation("auth");
  const describe = useAuthError();
  const [password, setPassword] = useState("");
  const saving = useMutation({ mutationFn: save });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate(password);
  };
  return (
    <AuthFrame title={title}>
      {saving.isSuccess ? (
        <AuthMessage kind="good">{done}</AuthMessage>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="md">
            {saving.isError && <AuthMessage kind="bad">{describe(saving.error)}</AuthMessage>}
            <PasswordInput
              label={t("newPassword")}
              description={t("passwordHelp")}
              autoComplete="new-password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              required
            />
            <Button type="submit" loading={saving.isPending} fullWidth>
              {t("savePassword")}
            </Button>
          </Stack>
        </form>
      )}
      <BackToSignIn />
    </AuthFrame>
  );
}
