import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { IconLogout, IconUser, IconUserCircle } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { signOut } from "@/api/auth";
import { chooseLanguage } from "@/i18n/i18n";
import { isLanguage, LANGUAGES } from "@/i18n/languages";

const SCHEMES = [{ value: "auto" }, { value: "light" }, { value: "dark" }] as const;

export function AccountMenu() {
  const { t, i18n } = useTranslation("shell");
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width="14rem">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" radius="xl" aria-label={t("account")}>
          <IconUserCircle size={22} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconUser size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/account" {...props} />}
        >
          {t("places.account")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(schemeOf(value))}>
          <Menu.Label>{t("colorScheme")}</Menu.Label>
          {SCHEMES.map(({ value }) => (
            <Menu.RadioItem key={value} value={value}>
              {t(value)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.RadioGroup value={i18n.language} onChange={(code) => isLanguage(code) && chooseLanguage(code)}>
          <Menu.Label>{t("language")}</Menu.Label>
          {LANGUAGES.map(({ code, name }) => (
            <Menu.RadioItem key={code} value={code}>
              <span lang={code}>{name}</span>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <SignOut />
      </Menu.Dropdown>
    </Menu>
  );
}

function schemeOf(value: string): MantineColorScheme {
  return SCHEMES.find((scheme) => scheme.value === value)?.value ?? "auto";
}

function SignOut() {
  const { t } = useTranslation("shell");
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    // Signed out here at once; a server that is gone cannot keep anybody in.
    await signOut().catch(() => undefined);
    await navigate({ to: "/sign-in", search: {} });
    // The page to sign in has begun to ask already: taken from under it, it would wait for ever. Coming in again forgets the rest.
    client.removeQueries({ type: "inactive" });
  };
  return (
    <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
      {t("signOut")}
    </Menu.Item>
  );
}
