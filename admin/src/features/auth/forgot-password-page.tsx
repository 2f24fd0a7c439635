import { Button, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { requestReset } from "@/api/auth";
import { AuthFrame } from "./auth-frame";
import classes from "./auth-frame.module.css";
import { AuthMessage } from "./auth-message";
import { useAuthError } from "./use-auth-error";

/** Says the same whether there is such an account or not. */
export function ForgotPasswordPage() {
  const { t } = useTranslation("auth");
  const describe = useAuthError();
  const [email, setEmail] = useState("");
  const ask = useMutation({ mutationFn: requestReset });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate(email);
  };
  return (
    <AuthFrame title={t("forgotTitle")} text={t("forgotText")}>
      {ask.isSuccess ? (
        <AuthMessage kind="good">{t("forgotSent")}</AuthMessage>
      ) : (
        <form onSubmit={submit}>
          <Stack gap="md">
            {ask.isError && <AuthMessage kind="bad">{describe(ask.error)}</AuthMessage>}
            <TextInput
              label={t("email")}
              type="email"
              autoComplete="username"
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              required
            />
            <Button type="submit" loading={ask.isPending} fullWidth>
              {t("forgotSend")}
            </Button>
          </Stack>
        </form>
      )}
      <div className={classes.links}>
        <Link to="/sign-in" search={{}} className={classes.quiet}>
          {t("backToSignIn")}
        </Link>
      </div>
    </AuthFrame>
  );
}
