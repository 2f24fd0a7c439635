import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Credentials, signIn } from "@/api/auth";
import { isApiError } from "@/api/errors";
import { AuthMessage } from "./auth-message";
import { CodeForm } from "./code-form";
import { useAuthError } from "./use-auth-error";

interface Props {
  readonly onSignedIn: () => void;
}

/** Address and password; then the code of the second factor, when the server wants it. */
export function PasswordForm({ onSignedIn }: Props) {
  const { t } = useTranslation("auth");
  const describe = useAuthError();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [needsCode, setNeedsCode] = useState<Credentials | null>(null);
  const enter = useMutation({
    mutationFn: signIn,
    onSuccess: onSignedIn,
    // The first time, a missing code is a question and not a mistake.
    onError: (error, credentials) => isApiError(error, "INVALID_OTP") && setNeedsCode(credentials),
  });
  if (needsCode !== null) {
    return <CodeForm credentials={needsCode} onSignedIn={onSignedIn} onBack={() => setNeedsCode(null)} />;
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate({ email, password });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {enter.isError && !isApiError(enter.error, "INVALID_OTP") && (
          <AuthMessage kind="bad">{describe(enter.error)}</AuthMessage>
        )}
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
        <Button type="submit" loading={enter.isPending} fullWidth>
          {t("signIn")}
        </Button>
      </Stack>
    </form>
  );
}
