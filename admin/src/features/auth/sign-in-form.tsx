import { Button, Divider, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { providerAddress, readEntrance } from "@/api/auth";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import classes from "./auth-frame.module.css";
import { PasswordForm } from "./password-form";
import { TokenForm } from "./token-form";

interface Props {
  readonly onSignedIn: () => void;
  /** Where a provider brings one back to, within the app. */
  readonly next: string;
  /** Over a page with somebody's work: ways that lead out of it are not shown. */
  readonly isOverPage?: boolean;
}

/** Every way in that the server offers. */
export function SignInForm({ onSignedIn, next, isOverPage = false }: Props) {
  const { t } = useTranslation("auth");
  const [usesToken, setUsesToken] = useState(false);
  const entrance = useQuery({ queryKey: ["entrance"], queryFn: readEntrance });
  if (entrance.isPending) return <Loading />;
  if (entrance.isError) return <ErrorNotice error={entrance.error} onRetry={() => entrance.refetch()} />;
  const { hasAccounts, providers } = entrance.data;
  if (!hasAccounts) return <TokenForm onSignedIn={onSignedIn} />;
  return (
    <Stack gap="md">
      {usesToken ? <TokenForm onSignedIn={onSignedIn} /> : <PasswordForm onSignedIn={onSignedIn} />}
      {!isOverPage && providers.length > 0 && <Divider label={t("or")} />}
      {!isOverPage &&
        providers.map((provider) => (
          <Button key={provider.name} component="a" href={providerAddress(provider, next)} variant="default">
            {t("continueWith", { provider: provider.label })}
          </Button>
        ))}
      <button type="button" className={classes.quiet} onClick={() => setUsesToken(!usesToken)}>
        {usesToken ? t("withPassword") : t("withToken")}
      </button>
    </Stack>
  );
}
