import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type FirstAdministrator, readEntrance, setUp } from "@/api/auth";
import { AuthFrame } from "./auth-frame";
import classes from "./auth-frame.module.css";
import { AuthMessage } from "./auth-message";
import { useAuthError } from "./use-auth-error";
import { useEnter } from "./use-enter";
import { useProjectName } from "./use-project-name";

/** The first start: whoever holds the link that the server printed becomes its administrator. */
export function SetupPage() {
  const { t } = useTranslation("auth");
  const { token } = useSearch({ from: "/setup" });
  const title = t("setupTitle", { project: useProjectName() });
  const entrance = useQuery({ queryKey: ["entrance"], queryFn: readEntrance });
  if (entrance.data?.isSetupRequired === false) return <SetUpAlready title={title} />;
  if (token === undefined) return <AuthFrame title={title} text={t("setupNoToken")} />;
  return (
    <AuthFrame title={title} text={t("setupText")}>
      <SetupForm token={token} />
    </AuthFrame>
  );
}

/** The link works once; who opens it again is led to the sign-in. */
function SetUpAlready({ title }: { readonly title: string }) {
  const { t } = useTranslation("auth");
  return (
    <AuthFrame title={title} text={t("setupAlready")}>
      <div className={classes.links}>
        <Link to="/sign-in" search={{}} className={classes.quiet}>
          {t("backToSignIn")}
        </Link>
      </div>
    </AuthFrame>
  );
}

const EMPTY = { first_name: "", last_name: "", email: "", password: "" };

function SetupForm({ token }: { readonly token: string }) {
  const { t } = useTranslation("auth");
  const describe = useAuthError();
  const [person, setPerson] = useState(EMPTY);
  const enter = useEnter();
  const create = useMutation({
    mutationFn: (wanted: Omit<FirstAdministrator, "token">) => setUp({ ...wanted, token }),
    onSuccess: enter,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(person);
  };
  const bound = (name: keyof typeof EMPTY) => ({
    value: person[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setPerson({ ...person, [name]: event.currentTarget.value }),
  });
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {create.isError && <AuthMessage kind="bad">{describe(create.error)}</AuthMessage>}
        <TextInput label={t("firstName")} autoComplete="given-name" {...bound("first_name")} />
        <TextInput label={t("lastName")} autoComplete="family-name" {...bound("last_name")} />
        <TextInput label={t("email")} type="email" autoComplete="username" required {...bound("email")} />
        <PasswordInput
          label={t("password")}
          description={t("passwordHelp")}
          autoComplete="new-password"
          required
          {...bound("password")}
        />
        <Button type="submit" loading={create.isPending} fullWidth>
          {t("setupDone")}
        </Button>
      </Stack>
    </form>
  );
}
