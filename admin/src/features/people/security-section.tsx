import { Button, PasswordInput, Stack } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { hasOwnSession } from "@/api/session";
import { Notice } from "@/components/notice/notice";
import { PasskeyList } from "@/components/second-factor/passkey-list";
import { Section } from "@/components/section/section";
import { useNewPasswordError } from "@/hooks/use-password-error";
import { AppFactor } from "./app-factor";
import { useSaveMe } from "./use-save-me";

/** How one signs in. Who acts for somebody, or shows a token, changes nothing of it. */
export function SecuritySection() {
  const { t } = useTranslation("security");
  if (!hasOwnSession()) {
    return <Notice icon={<IconLock size={22} aria-hidden />} title={t("notOwnTitle")} text={t("notOwnText")} />;
  }
  return (
    <>
      <ChangePassword />
      <AppFactor />
      <PasskeyList />
    </>
  );
}

function ChangePassword() {
  const { t } = useTranslation("security");
  const describe = useNewPasswordError();
  const [password, setPassword] = useState("");
  const save = useSaveMe(() => setPassword(""));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ password });
  };
  return (
    <Section title={t("password")} text={t("passwordText")}>
      <form onSubmit={submit}>
        <Stack gap="md" maw="26rem">
          <PasswordInput
            label={t("newPassword")}
            description={t("passwordHelp")}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={save.isError ? describe(save.error) : null}
            autoComplete="new-password"
            required
          />
          <Button type="submit" variant="default" loading={save.isPending} style={{ alignSelf: "flex-start" }}>
            {t("changePassword")}
          </Button>
        </Stack>
      </form>
    </Section>
  );
}
