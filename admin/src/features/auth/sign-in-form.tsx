import { Button, Divider, Stack } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Entrance, readEntrance } from "@/api/auth";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { hasPasskeys } from "@/lib/passkey";
import classes from "./auth-frame.module.css";
import { AuthMessage } from "./auth-message";
import { PasswordForm } from "./password-form";
import { ProviderButtons } from "./provider-buttons";
import { TokenForm } from "./token-form";
import { usePasskeyEntrance, usePasskeyError } from "./use-passkey-entrance";

interface Props {
  readonly onSignedIn: () => void;
  /** Where a provider brings one back to, within the app. */
  readonly next: string;
  /** Over a page with somebody's work: nothing leads out of it. */
  readonly isOverPage?: boolean;
}

/** Every way in that the server offers. */
export function SignInForm(props: Props) {
  const entrance = useQuery({ queryKey: ["entrance"], queryFn: readEntrance });
  if (entrance.isPending) return <Loading />;
  if (entrance.isError) return <ErrorNotice error={entrance.error} onRetry={() => entrance.refetch()} />;
  if (!entrance.data.hasAccounts) return <TokenForm onSignedIn={props.onSignedIn} />;
  return <Ways entrance={entrance.data} {...props} />;
}

function Ways({ entrance, onSignedIn, next, isOverPage = false }: Props & { readonly entrance: Entrance }) {
  const { t } = useTranslation("auth");
  const describe = usePasskeyError();
  const [usesToken, setUsesToken] = useState(false);
  const offersPasskey = entrance.hasPasskeys && hasPasskeys();
  const passkey = usePasskeyEntrance(offersPasskey && !usesToken, onSignedIn);
  const { providers } = entrance;
  return (
    <Stack gap="md">
      {passkey.error !== null && <AuthMessage kind="bad">{describe(passkey.error)}</AuthMessage>}
      {usesToken ? <TokenForm onSignedIn={onSignedIn} /> : <PasswordForm onSignedIn={onSignedIn} />}
      {(providers.length > 0 || offersPasskey) && <Divider label={t("or")} />}
      {offersPasskey && (
        <Button
          variant="default"
          leftSection={<IconFingerprint size={18} aria-hidden />}
          loading={passkey.isPending}
          onClick={passkey.enter}
        >
          {t("withPasskey")}
        </Button>
      )}
      <ProviderButtons providers={providers} next={next} isOverPage={isOverPage} onSignedIn={onSignedIn} />
      <button type="button" className={classes.quiet} onClick={() => setUsesToken(!usesToken)}>
        {usesToken ? t("withPassword") : t("withToken")}
      </button>
    </Stack>
  );
}
