import { Button, Stack, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Item } from "@/api/items";
import { useCollection } from "@/api/model-context";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Section } from "@/components/section/section";
import { asText } from "@/lib/json";
import { useSaveMe } from "./use-save-me";
import { useUserWords } from "./use-user-words";

const NAMES = ["first_name", "last_name", "title"] as const;
const COMPLETIONS = { first_name: "given-name", last_name: "family-name", title: "organization-title" } as const;

/** Who one is. The address is changed by whoever may write it: with it one signs in. */
export function ProfileForm({ me }: { readonly me: Item }) {
  const { t } = useTranslation("people");
  const { fieldName } = useUserWords();
  const mayChange = useCollection("quintet_users")?.permissions.update.fields;
  const mayChangeEmail = mayChange?.has("email") === true;
  const [values, setValues] = useState(() => ({
    first_name: asText(me.first_name) ?? "",
    last_name: asText(me.last_name) ?? "",
    title: asText(me.title) ?? "",
    email: asText(me.email) ?? "",
  }));
  const save = useSaveMe(() => undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { email, ...names } = values;
    const written = Object.entries(names).map(([name, value]) => [name, value.trim() || null] as const);
    save.mutate({ ...Object.fromEntries(written), ...(mayChangeEmail ? { email: email.trim() } : {}) });
  };
  const bound = (name: keyof typeof values) => ({
    value: values[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setValues({ ...values, [name]: event.currentTarget.value }),
  });
  return (
    <Section title={t("profile")} actions={mayChange !== undefined && <AllFields id={String(me.id)} />}>
      <form onSubmit={submit}>
        <Stack gap="md" maw="26rem" align="stretch">
          {save.isError && <ErrorNotice error={save.error} />}
          {NAMES.map((name) => (
            <TextInput key={name} label={fieldName(name)} autoComplete={COMPLETIONS[name]} {...bound(name)} />
          ))}
          <TextInput
            label={fieldName("email")}
            description={mayChangeEmail ? t("emailHelp") : t("emailFixed")}
            type="email"
            autoComplete="email"
            readOnly={!mayChangeEmail}
            required={mayChangeEmail}
            {...bound("email")}
          />
          <Button type="submit" loading={save.isPending} style={{ alignSelf: "flex-start" }}>
            {t("save")}
          </Button>
        </Stack>
      </form>
    </Section>
  );
}

function AllFields({ id }: { readonly id: string }) {
  const { t } = useTranslation("people");
  return (
    <Button
      variant="subtle"
      renderRoot={(props) => (
        <Link to="/content/$collection/$id" params={{ collection: "quintet_users", id }} {...props} />
      )}
    >
      {t("allFields")}
    </Button>
  );
}
