/** How the app looks and speaks to somebody: kept in the browser, and in the account, so that it is the same in every browser. */
import { type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { readMe, updateMe } from "@/api/me";
import { useModel } from "@/api/model-context";
import { chooseLanguage } from "@/i18n/i18n";
import { isLanguage, type Language } from "@/i18n/languages";

const APPEARANCES = ["auto", "light", "dark"] as const satisfies readonly MantineColorScheme[];

export function isAppearance(value: unknown): value is MantineColorScheme {
  return APPEARANCES.some((one) => one === value);
}

export interface Preferences {
  readonly language: string;
  readonly appearance: MantineColorScheme;
  readonly setLanguage: (language: Language) => Promise<void>;
  readonly setAppearance: (appearance: MantineColorScheme) => Promise<void>;
}

export function usePreferences(): Preferences {
  const { i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const client = useQueryClient();
  const { userId, impersonator } = useModel();
  const isOwn = userId !== null && impersonator === null;
  const keep = useCallback(
    async (change: Readonly<Record<string, string>>) => {
      if (!isOwn) return;
      // The browser has it; an account that cannot be written does not take it back.
      await updateMe(change).catch(() => undefined);
      await client.invalidateQueries({ queryKey: keys.me });
    },
    [isOwn, client],
  );
  const setLanguage = useCallback(
    async (language: Language) => {
      await chooseLanguage(language);
      await keep({ language });
    },
    [keep],
  );
  const setAppearance = useCallback(
    async (appearance: MantineColorScheme) => {
      setColorScheme(appearance);
      await keep({ appearance });
    },
    [keep, setColorScheme],
  );
  return { language: i18n.language, appearance: colorScheme, setLanguage, setAppearance };
}

/** Once for each who signs in: what his account says goes before what this browser was used with last. */
export function useOwnPreferences(): void {
  const { userId, impersonator } = useModel();
  const { setColorScheme } = useMantineColorScheme();
  const me = useQuery({
    queryKey: keys.preferences,
    queryFn: ({ signal }) => readMe("language,appearance", signal),
    enabled: userId !== null && impersonator === null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const apply = useEffectEvent(({ language, appearance }: Readonly<Record<string, unknown>>) => {
    if (isLanguage(language)) void chooseLanguage(language);
    if (isAppearance(appearance)) setColorScheme(appearance);
  });
  useEffect(() => {
    if (me.data !== undefined) apply(me.data);
  }, [me.data]);
}
