import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { signIn } from "@/api/auth";
import { isApiError } from "@/api/errors";
import { AuthMessage } from "./auth-message";
import { useAuthError } from "./use-auth-error";

interface Props {
  readonly onSignedIn: () => void;
}

/** Address and password; the code of the second factor is asked for when the server wants it. */
export function PasswordForm({ onSignedIn }: Props) {
  const { t } = useTranslation("auth");
  const describe = useAuthError();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [otp, setOtp] = useState("");
  const [needsCode, setNeedsCode] = useState(false);
  const enter = useMutation({
    mutationFn: signIn,
    onSuccess: onSignedIn,
    onError: (error) => setNeedsCode(needsCode || isApiError(error, "INVALID_OTP")),
  });
  // The first time, a missing code is a question and not a mistake.
  const isQuestion = isApiError(enter.error, "INVALID_OTP") && otp === "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate({ email, password, ...(otp === "" ? {} : { otp }) });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {enter.isError && !isQuestion && <AuthMessage kind="bad">{describe(enter.error)}</AuthMessage>}
        <TextInput
          label={t("email")}
          type="email"
          name="username"
          autoComplete="username webauthn"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          required
          data-autofocus
        />
        <PasswordInput
          label={t("password")}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          required
        />
        {needsCode && (
          <TextInput
            label={t("code")}
            description={t("codeHelp")}
            inputMode="text"
            autoComplete="one-time-code"
            value={otp}
            onChange={(event) => setOtp(event.currentTarget.value.trim())}
            ref={(input) => input?.focus()}
            required
          />
        )}
        <Button type="submit" loading={enter.isPending} fullWidth>
          {t("signIn")}
        </Button>
      </Stack>
    </form>
  );
}
