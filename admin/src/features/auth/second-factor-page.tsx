import { Button, Stack } from "@mantine/core";
import { IconDeviceMobile, IconFingerprint } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { signOut } from "@/api/auth";
import { keys } from "@/api/keys";
import { readSecondFactors } from "@/api/second-factor";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { AppSetup } from "@/components/second-factor/app-setup";
import { PasskeyForm } from "@/components/second-factor/passkey-dialog";
import { RecoveryCodes } from "@/components/second-factor/recovery-codes";
import { hasPasskeys } from "@/lib/passkey";
import { AuthFrame } from "./auth-frame";
import classes from "./auth-frame.module.css";
import { useEnter } from "./use-enter";

/** For whom a role asks for a second factor and who has not shown one: he sets one up, or signs in with the one that he has. */
export function SecondFactorPage() {
  const { t } = useTranslation("auth");
  const { next } = useSearch({ from: "/second-factor" });
  const enter = useEnter(next);
  const factors = useQuery({ queryKey: keys.factors("me"), queryFn: ({ signal }) => readSecondFactors("me", signal) });
  const hasOne = factors.data !== undefined && (factors.data.isEnabled || factors.data.passkeys > 0);
  return (
    <AuthFrame title={t("factorTitle")} text={hasOne ? t("factorThere") : t("factorText")}>
      {factors.isPending && <Loading />}
      {factors.isError && <ErrorNotice error={factors.error} onRetry={() => factors.refetch()} />}
      {factors.isSuccess && !hasOne && <Choice onDone={enter} />}
      <div className={classes.links}>
        <Leave />
      </div>
    </AuthFrame>
  );
}

type Step = "app" | "passkey" | null;

function Choice({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation("auth");
  const [step, setStep] = useState<Step>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (step === "app") return <AppSetup onCodes={setCodes} />;
  if (step === "passkey") return <PasskeyForm wish="new" onDone={onDone} />;
  return (
    <Stack gap="sm">
      <Button leftSection={<IconDeviceMobile size={18} aria-hidden />} onClick={() => setStep("app")} fullWidth>
        {t("factorApp")}
      </Button>
      {hasPasskeys() && (
        <Button
          variant="default"
          leftSection={<IconFingerprint size={18} aria-hidden />}
          onClick={() => setStep("passkey")}
          fullWidth
        >
          {t("factorPasskey")}
        </Button>
      )}
    </Stack>
  );
}

function Leave() {
  const { t } = useTranslation("auth");
  const navigate = useNavigate();
  const leave = async () => {
    await signOut().catch(() => undefined);
    await navigate({ to: "/sign-in", search: {} });
  };
  return (
    <button type="button" className={classes.quiet} onClick={leave}>
      {t("backToSignIn")}
    </button>
  );
}
