import { Button, Group, Stack } from "@mantine/core";
import { IconShieldCheck, IconShieldOff } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { disableCodes, readSecondFactors, renewRecoveryCodes, type SecondFactors } from "@/api/second-factor";
import { Dialog } from "@/components/dialog/dialog";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { AppSetup } from "@/components/second-factor/app-setup";
import { CodeInput } from "@/components/second-factor/code-input";
import { RecoveryCodes } from "@/components/second-factor/recovery-codes";
import { useFactorError } from "@/components/second-factor/use-factor-error";
import { Section } from "@/components/section/section";
import classes from "./people.module.css";

type Opened = "setUp" | "renew" | "disable" | null;

/** Below so many one is reminded to make new ones. */
const FEW_CODES = 3;

/** Codes of an app as the second factor: set up, recovery codes, taken away again. */
export function AppFactor() {
  const { t } = useTranslation("security");
  const client = useQueryClient();
  const [opened, setOpened] = useState<Opened>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const factors = useQuery({ queryKey: keys.factors("me"), queryFn: ({ signal }) => readSecondFactors("me", signal) });
  const close = () => {
    setOpened(null);
    setCodes(null);
    client.invalidateQueries({ queryKey: keys.factors("me") });
  };
  return (
    <Section title={t("app")} text={t("appText")}>
      {factors.isPending && <Loading />}
      {factors.isError && <ErrorNotice error={factors.error} onRetry={() => factors.refetch()} />}
      {factors.isSuccess && <Card factors={factors.data} onOpen={setOpened} />}
      <Dialog isOpen={opened === "setUp"} onClose={close} title={t("setUp")} isForced={codes !== null}>
        {codes === null ? <AppSetup onCodes={setCodes} /> : <RecoveryCodes codes={codes} onDone={close} />}
      </Dialog>
      <Dialog isOpen={opened === "renew"} onClose={close} title={t("renewCodes")} isForced={codes !== null}>
        {codes === null ? (
          <CodeForm text={t("renewText")} label={t("renewCodes")} perform={renewRecoveryCodes} onDone={setCodes} />
        ) : (
          <RecoveryCodes codes={codes} onDone={close} />
        )}
      </Dialog>
      <Dialog isOpen={opened === "disable"} onClose={close} title={t("disable")}>
        <CodeForm text={t("disableText")} label={t("disable")} perform={disableCodes} onDone={close} isDangerous />
      </Dialog>
    </Section>
  );
}

interface CardProps {
  readonly factors: SecondFactors;
  readonly onOpen: (opened: Opened) => void;
}

function Card({ factors, onOpen }: CardProps) {
  const { t } = useTranslation("security");
  const { isEnabled, recoveryCodes } = factors;
  if (!isEnabled) {
    return (
      <div className={classes.card}>
        <IconShieldOff size={24} stroke={1.6} aria-hidden />
        <div className={classes.cardText}>
          <p>{t("appOff")}</p>
        </div>
        <Button onClick={() => onOpen("setUp")}>{t("setUp")}</Button>
      </div>
    );
  }
  return (
    <Stack gap="sm">
      <div className={classes.card} data-kind="good">
        <IconShieldCheck size={24} stroke={1.6} aria-hidden />
        <div className={classes.cardText}>
          <p>{t("appOn")}</p>
          <p>{t("codesLeft", { count: recoveryCodes })}</p>
        </div>
        <Group gap="xs">
          <Button variant="default" onClick={() => onOpen("renew")}>
            {t("renewCodes")}
          </Button>
          <Button variant="subtle" color="red" onClick={() => onOpen("disable")}>
            {t("disable")}
          </Button>
        </Group>
      </div>
      {recoveryCodes <= FEW_CODES && <p className={classes.warning}>{t("fewCodes")}</p>}
    </Stack>
  );
}

interface CodeFormProps<T> {
  readonly text: string;
  readonly label: string;
  readonly perform: (otp: string) => Promise<T>;
  readonly onDone: (made: T) => void;
  readonly isDangerous?: boolean;
}

function CodeForm<T>({ text, label, perform, onDone, isDangerous = false }: CodeFormProps<T>) {
  const { t } = useTranslation("security");
  const describe = useFactorError();
  const [otp, setOtp] = useState("");
  const done = useMutation({ mutationFn: perform, onSuccess: onDone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    done.mutate(otp);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <p className={classes.text}>{text}</p>
        <CodeInput
          label={t("code")}
          description={t("codeHelp")}
          value={otp}
          onChange={setOtp}
          error={done.isError ? describe(done.error) : null}
        />
        <Button
          type="submit"
          {...(isDangerous ? { color: "red" } : {})}
          loading={done.isPending}
          disabled={otp === ""}
          fullWidth
        >
          {label}
        </Button>
      </Stack>
    </form>
  );
}
