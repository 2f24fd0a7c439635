import { ActionIcon, Menu } from "@mantine/core";
import { IconLogout, IconUser, IconUserCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isAppearance, usePreferences } from "@/hooks/use-preferences";
import { isLanguage, LANGUAGES } from "@/i18n/languages";
import { useSignOut } from "./use-sign-out";

const SCHEMES = [{ value: "auto" }, { value: "light" }, { value: "dark" }] as const;

export function AccountMenu({ isOpenAtOnce }: { readonly isOpenAtOnce: boolean }) {
  const { t } = useTranslation("shell");
  const { language, appearance, setLanguage, setAppearance } = usePreferences();
  return (
    <Menu position="bottom-end" width="14rem" defaultOpened={isOpenAtOnce}>
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
        <Menu.RadioGroup value={appearance} onChange={(value) => isAppearance(value) && setAppearance(value)}>
          <Menu.Label>{t("colorScheme")}</Menu.Label>
          {SCHEMES.map(({ value }) => (
            <Menu.RadioItem key={value} value={value}>
              {t(value)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.RadioGroup value={language} onChange={(code) => isLanguage(code) && setLanguage(code)}>
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

function SignOut() {
  const { t } = useTranslation("shell");
  const signOut = useSignOut();
  return (
    <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
      {t("signOut")}
    </Menu.Item>
  );
}
