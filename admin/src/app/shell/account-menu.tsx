import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUserCircle } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { signOut } from "@/api/auth";
import { chooseLanguage } from "@/i18n/i18n";
import { LANGUAGES } from "@/i18n/languages";

const SCHEMES = [
  { value: "auto", icon: IconDeviceDesktop },
  { value: "light", icon: IconSun },
  { value: "dark", icon: IconMoon },
] as const satisfies readonly { value: MantineColorScheme; icon: unknown }[];

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
        <Menu.Label>{t("colorScheme")}</Menu.Label>
        {SCHEMES.map(({ value, icon: Icon }) => (
          <Choice
            key={value}
            isChosen={value === colorScheme}
            onChoose={() => setColorScheme(value)}
            icon={<Icon size={16} aria-hidden />}
          >
            {t(value)}
          </Choice>
        ))}
        <Menu.Divider />
        <Menu.Label>{t("language")}</Menu.Label>
        {LANGUAGES.map(({ code, name }) => (
          <Choice key={code} isChosen={code === i18n.language} onChoose={() => chooseLanguage(code)}>
            <span lang={code}>{name}</span>
          </Choice>
        ))}
        <Menu.Divider />
        <SignOut />
      </Menu.Dropdown>
    </Menu>
  );
}

interface ChoiceProps {
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly icon?: React.ReactNode;
  readonly children: React.ReactNode;
}

function Choice({ isChosen, onChoose, icon, children }: ChoiceProps) {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={isChosen}
      onClick={onChoose}
      leftSection={icon}
      rightSection={isChosen && <IconCheck size={16} aria-hidden />}
    >
      {children}
    </Menu.Item>
  );
}

function SignOut() {
  const { t } = useTranslation("shell");
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    signOut();
    await navigate({ to: "/sign-in", search: {} });
    client.clear();
  };
  return (
    <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
      {t("signOut")}
    </Menu.Item>
  );
}
