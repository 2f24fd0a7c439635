import { Button, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Credentials, signIn } from "@/api/auth";
import { CodeInput } from "@/components/second-factor/code-input";
import classes from "./auth-frame.module.css";
import { AuthMessage } from "./auth-message";
import { useAuthError } from "./use-auth-error";

interface Props {
  readonly credentials: Credentials;
  readonly onSignedIn: () => void;
  readonly onBack: () => void;
}

const FIGURES = /^\d{6}$/;

/** The second step: six figures of the app, or a recovery code. Six figures are sent as soon as they are there. */
export function CodeForm({ credentials, onSignedIn, onBack }: Props) {
  const { t } = useTranslation("auth");
  const describe = useAuthError();
  const [otp, setOtp] = useState("");
  const [usesRecovery, setUsesRecovery] = useState(false);
  const enter = useMutation({ mutationFn: signIn, onSuccess: onSignedIn, onError: () => setOtp("") });
  const send = (code: string) => enter.mutate({ ...credentials, otp: code });
  const change = (code: string) => {
    setOtp(code);
    if (!usesRecovery && FIGURES.test(code) && !enter.isPending) send(code);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(otp);
  };
  const turn = () => {
    setUsesRecovery(!usesRecovery);
    setOtp("");
    enter.reset();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {enter.isError && <AuthMessage kind="bad">{describe(enter.error)}</AuthMessage>}
        <CodeInput
          key={String(usesRecovery)}
          label={usesRecovery ? t("recoveryCode") : t("code")}
          description={usesRecovery ? t("recoveryCodeHelp") : t("codeHelp")}
          inputMode={usesRecovery ? "text" : "numeric"}
          value={otp}
          onChange={change}
          ref={(input) => input?.focus()}
        />
        <Button type="submit" loading={enter.isPending} disabled={otp === ""} fullWidth>
          {t("signIn")}
        </Button>
        <button type="button" className={classes.quiet} onClick={turn}>
          {usesRecovery ? t("useApp") : t("useRecovery")}
        </button>
        <button type="button" className={classes.quiet} onClick={onBack}>
          {t("otherAccount")}
        </button>
      </Stack>
    </form>
  );
}
