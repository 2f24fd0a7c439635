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

/** For scripts' owners, and for a server without accounts. */
export function TokenForm({ onSignedIn }: Props) {
  const { t } = useTranslation("auth");
  const [token, setToken] = useState("");
  const describe = useErrorText();
  const enter = useMutation({ mutationFn: signInWithToken, onSuccess: onSignedIn });
  const isRefused = isApiError(enter.error) && [401, 403].includes(enter.error.status);
  const problem = enter.isError ? (isRefused ? t("tokenRefused") : describe(enter.error)) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate(token);
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
        <Button type="submit" loading={enter.isPending} disabled={token.trim() === ""} fullWidth>
          {t("signIn")}
        </Button>
      </Stack>
    </form>
  );
}
