/**
 * i18next with the texts of one language at a time: each is a chunk of its own, loaded when it is chosen. What the first list does not show is a second
 * chunk, which `useTranslation` asks for with the first page that needs it; the page is suspended meanwhile.
 */
import i18next, { type BackendModule, type ResourceLanguage } from "i18next";
import { initReactI18next } from "react-i18next";
import { directionOf, isLanguage, keepLanguage, type Language, preferredLanguage } from "./languages";

type Load = () => Promise<{ readonly texts: ResourceLanguage }>;

const first: Record<Language, Load> = {
  en: () => import("./locales/en"),
  de: () => import("./locales/de"),
  fr: () => import("./locales/fr"),
  es: () => import("./locales/es"),
  ar: () => import("./locales/ar"),
};

const late: Record<Language, Load> = {
  en: () => import("./locales/late/en"),
  de: () => import("./locales/late/de"),
  fr: () => import("./locales/late/fr"),
  es: () => import("./locales/late/es"),
  ar: () => import("./locales/late/ar"),
};

const backend: BackendModule = {
  type: "backend",
  init: () => undefined,
  read: async (language, area) => {
    if (!isLanguage(language)) return {};
    const { texts } = await first[language]();
    return texts[area] ?? (await addLate(language))[area] ?? {};
  },
};

/** All of the chunk at once. One area after the other would suspend, and so hide, a page that is drawn already whenever a part of it comes later. */
async function addLate(language: Language): Promise<ResourceLanguage> {
  const { texts } = await late[language]();
  for (const [area, part] of Object.entries(texts)) i18next.addResourceBundle(language, area, part);
  return texts;
}

export async function startI18n(language: Language = preferredLanguage()): Promise<void> {
  const { texts } = await first[language]();
  await i18next
    .use(initReactI18next)
    .use(backend)
    .init({
      lng: language,
      fallbackLng: false,
      defaultNS: "shell",
      ns: Object.keys(texts),
      resources: { [language]: texts },
      partialBundledLanguages: true,
      interpolation: { escapeValue: false },
    });
  applyToPage(language);
}

/** Loads what has been shown so far in the new language, too. */
export async function showLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  applyToPage(language);
}

/** As `showLanguage`, and the next time too. */
export async function chooseLanguage(language: Language): Promise<void> {
  keepLanguage(language);
  await showLanguage(language);
}

function applyToPage(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}
