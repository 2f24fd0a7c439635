import { Button, PasswordInput, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { signInWithToken } from "@/api/auth";
import { isApiError } from "@/api/errors";
import { useErrorText } from "@/hooks/use-error-text";

interface Props {
  readonly onSignedIn: () => void;
}

export function SignInForm({ onSignedIn }: Props) {
  const { t } = useTranslation("auth");
  const [token, setToken] = useState("");
  const describe = useErrorText();
  const signIn = useMutation({ mutationFn: signInWithToken, onSuccess: onSignedIn });
  const refused = isApiError(signIn.error) && [401, 403].includes(signIn.error.status);
  const problem = signIn.isError ? (refused ? t("tokenRefused") : describe(signIn.error)) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(token);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <PasswordInput
          label={t("token")}
          description={t("tokenHelp")}
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          error={problem}
          autoComplete="off"
          required
          data-autofocus
        />
        <Button type="submit" loading={signIn.isPending} disabled={token.trim() === ""} fullWidth>
          {t("signIn")}
        </Button>
      </Stack>
    </form>
  );
}
