import { Button, MultiSelect, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Item, updateItem } from "@/api/items";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { readSecondFactors } from "@/api/second-factor";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Section } from "@/components/section/section";
import { useRoleNames } from "@/hooks/use-role-names";
import { useFormats } from "@/i18n/format";
import { asText, asTexts, isSameJson } from "@/lib/json";
import classes from "./people.module.css";
import { useUserWords } from "./use-user-words";

interface Props {
  readonly users: Collection;
  readonly user: Item;
}

export function UserOverview({ users, user }: Props) {
  return (
    <>
      <Roles users={users} user={user} key={asTexts(user.roles).join(" ")} />
      <Facts user={user} />
    </>
  );
}

function Roles({ users, user }: Props) {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  const { list, nameOf } = useRoleNames();
  const before = asTexts(user.roles);
  const [roles, setRoles] = useState([...before]);
  const mayChange = users.permissions.update.fields.has("roles");
  const save = useMutation({
    mutationFn: () => updateItem(users, String(user.id), { roles }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.collection(users.name) });
      notifications.show({ message: t("saved") });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const known = new Map([...before, ...list.map(({ id }) => id)].map((id) => [id, nameOf(id)]));
  known.delete("public");
  return (
    <Section title={t("roles")} text={t("rolesText")}>
      <form onSubmit={submit}>
        <Stack gap="md" maw="32rem">
          {save.isError && <ErrorNotice error={save.error} />}
          <MultiSelect
            aria-label={t("roles")}
            placeholder={roles.length === 0 ? t("noRoleYet") : ""}
            data={[...known].map(([value, label]) => ({ value, label }))}
            value={roles}
            onChange={setRoles}
            readOnly={!mayChange}
            clearable={mayChange}
          />
          {mayChange && !isSameJson(roles, before) && (
            <Button type="submit" loading={save.isPending} style={{ alignSelf: "flex-start" }}>
              {t("save")}
            </Button>
          )}
        </Stack>
      </form>
    </Section>
  );
}

function Facts({ user }: { readonly user: Item }) {
  const { t } = useTranslation("people");
  const { fieldName } = useUserWords();
  const formats = useFormats();
  const { isAdmin } = useModel();
  const id = String(user.id);
  const factors = useQuery({
    queryKey: keys.factors(id),
    queryFn: ({ signal }) => readSecondFactors(id, signal),
    enabled: isAdmin,
  });
  const moment = (value: unknown) => {
    const text = asText(value);
    return text === null ? null : formats.dateTime(new Date(text));
  };
  const provider = asText(user.provider);
  const facts = [
    [fieldName("email"), asText(user.email)],
    [fieldName("title"), asText(user.title)],
    [fieldName("provider"), provider === null || provider === "default" ? t("byPassword") : provider],
    [t("secondFactor"), factors.data === undefined ? null : factors.data.isEnabled ? t("hasApp") : t("hasNoApp")],
    [t("passkeys"), factors.data === undefined ? null : formats.number(factors.data.passkeys)],
    [fieldName("last_access"), moment(user.last_access) ?? t("never")],
    [fieldName("email_verified_at"), moment(user.email_verified_at)],
    [fieldName("created_at"), moment(user.created_at)],
  ] as const;
  return (
    <Section title={t("facts")}>
      <dl className={classes.facts}>
        {facts.map(
          ([label, value]) =>
            value !== null && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </Section>
  );
}
