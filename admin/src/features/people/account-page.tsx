import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconUserCircle } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { readMe, updateMe } from "@/api/people";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Notice } from "@/components/notice/notice";
import { Page } from "@/components/page/page";
import { Section } from "@/components/section/section";
import { asText } from "@/lib/json";
import { SessionList } from "./session-list";
import { TokenList } from "./token-list";

export function AccountPage() {
  const { t } = useTranslation("people");
  const me = useQuery({ queryKey: keys.me, queryFn: ({ signal }) => readMe(signal), retry: false });
  const isNobody = isApiError(me.error) && [401, 404].includes(me.error.status);
  return (
    <Page title={t("account")} width="narrow">
      {me.isPending && <Loading />}
      {isNobody && <Notice icon={<IconUserCircle size={22} aria-hidden />} title={t("accountNone")} />}
      {me.isError && !isNobody && <ErrorNotice error={me.error} onRetry={() => me.refetch()} />}
      {me.isSuccess && (
        <>
          <Profile me={me.data} />
          <ChangePassword />
          <SessionList owner="me" />
          <TokenList owner="me" />
        </>
      )}
    </Page>
  );
}

function useSave(onSaved: () => void) {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  return useMutation({
    mutationFn: updateMe,
    onSuccess: async () => {
      onSaved();
      await client.invalidateQueries({ queryKey: keys.me });
      await client.invalidateQueries({ queryKey: keys.sessions("me") });
      notifications.show({ message: t("saved") });
    },
  });
}

function Profile({ me }: { readonly me: Readonly<Record<string, unknown>> }) {
  const { t } = useTranslation("people");
  const [first, setFirst] = useState(asText(me.first_name) ?? "");
  const [last, setLast] = useState(asText(me.last_name) ?? "");
  const save = useSave(() => undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ first_name: first || null, last_name: last || null });
  };
  return (
    <Section title={t("profile")}>
      <form onSubmit={submit}>
        <Stack gap="md" maw="26rem" align="stretch">
          {save.isError && <ErrorNotice error={save.error} />}
          <TextInput
            label={t("firstName")}
            value={first}
            onChange={(event) => setFirst(event.currentTarget.value)}
            autoComplete="given-name"
          />
          <TextInput
            label={t("lastName")}
            value={last}
            onChange={(event) => setLast(event.currentTarget.value)}
            autoComplete="family-name"
          />
          <TextInput label={t("email")} value={asText(me.email) ?? ""} readOnly autoComplete="email" />
          <Button type="submit" loading={save.isPending} style={{ alignSelf: "flex-start" }}>
            {t("save")}
          </Button>
        </Stack>
      </form>
    </Section>
  );
}

function ChangePassword() {
  const { t } = useTranslation("people");
  const [password, setPassword] = useState("");
  const save = useSave(() => setPassword(""));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ password });
  };
  return (
    <Section title={t("changePassword")}>
      <form onSubmit={submit}>
        <Stack gap="md" maw="26rem">
          <PasswordInput
            label={t("newPassword")}
            description={t("passwordHelp")}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={save.isError ? save.error.message : null}
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
