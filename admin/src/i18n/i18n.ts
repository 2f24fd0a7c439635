/** i18next with the texts of one language at a time: each is a chunk of its own, loaded when it is chosen. */
import i18next, { type ResourceLanguage } from "i18next";
import { initReactI18next } from "react-i18next";
import { directionOf, keepLanguage, type Language, preferredLanguage } from "./languages";

const load: Record<Language, () => Promise<{ readonly texts: ResourceLanguage }>> = {
  en: () => import("./locales/en"),
  de: () => import("./locales/de"),
  fr: () => import("./locales/fr"),
  es: () => import("./locales/es"),
  ar: () => import("./locales/ar"),
};

export async function startI18n(language: Language = preferredLanguage()): Promise<void> {
  const { texts } = await load[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: "shell",
    resources: { [language]: texts },
    interpolation: { escapeValue: false },
  });
  applyToPage(language);
}

export async function chooseLanguage(language: Language): Promise<void> {
  const { texts } = await load[language]();
  for (const [namespace, resource] of Object.entries(texts)) i18next.addResourceBundle(language, namespace, resource);
  await i18next.changeLanguage(language);
  keepLanguage(language);
  applyToPage(language);
}

function applyToPage(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}
