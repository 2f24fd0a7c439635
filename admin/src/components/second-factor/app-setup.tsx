import { Button, PasswordInput, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { enableCodes, makeSecret, type NewSecret } from "@/api/second-factor";
import { CodeBlock } from "@/components/code-block/code-block";
import { CodeInput } from "./code-input";
import classes from "./second-factor.module.css";
import { useFactorError } from "./use-factor-error";

const QrCode = lazy(() => import("./qr-code").then((module) => ({ default: module.QrCode })));

/** Password, photograph, code: one step after the other. What comes of it are the recovery codes. */
export function AppSetup({ onCodes }: { readonly onCodes: (codes: readonly string[]) => void }) {
  const [secret, setSecret] = useState<NewSecret | null>(null);
  if (secret !== null) return <Confirmation secret={secret} onCodes={onCodes} />;
  return <PasswordStep onSecret={setSecret} />;
}

function PasswordStep({ onSecret }: { readonly onSecret: (secret: NewSecret) => void }) {
  const { t } = useTranslation("security");
  const describe = useFactorError();
  const [password, setPassword] = useState("");
  const make = useMutation({ mutationFn: makeSecret, onSuccess: onSecret });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(password);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <p className={classes.text}>{t("appPassword")}</p>
        <PasswordInput
          label={t("password")}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={make.isError ? describe(make.error) : null}
          autoComplete="current-password"
          required
          data-autofocus
        />
        <Button type="submit" loading={make.isPending} fullWidth>
          {t("next")}
        </Button>
      </Stack>
    </form>
  );
}

interface ConfirmationProps {
  readonly secret: NewSecret;
  readonly onCodes: (codes: readonly string[]) => void;
}

function Confirmation({ secret, onCodes }: ConfirmationProps) {
  const { t } = useTranslation("security");
  const describe = useFactorError();
  const [otp, setOtp] = useState("");
  const enable = useMutation({ mutationFn: () => enableCodes(secret.secret, otp), onSuccess: onCodes });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enable.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <p className={classes.text}>{t("appScan")}</p>
        <div className={classes.frame}>
          <Suspense>
            <QrCode text={secret.address} label={t("qrCode")} />
          </Suspense>
        </div>
        <div>
          <p className={classes.label}>{t("appSecret")}</p>
          <CodeBlock code={secret.secret} />
        </div>
        <CodeInput
          label={t("appCode")}
          value={otp}
          onChange={setOtp}
          error={enable.isError ? describe(enable.error) : null}
        />
        <Button type="submit" loading={enable.isPending} disabled={otp.length < 6} fullWidth>
          {t("confirm")}
        </Button>
      </Stack>
    </form>
  );
}
