/** The languages that the app speaks. Adding one: its folder in `locales`, and a row here; a test compares it with English. */
export const LANGUAGES = [
  { code: "en", name: "English", direction: "ltr" },
  { code: "de", name: "Deutsch", direction: "ltr" },
  { code: "fr", name: "Français", direction: "ltr" },
  { code: "es", name: "Español", direction: "ltr" },
  { code: "ar", name: "العربية", direction: "rtl" },
] as const;

export type Language = (typeof LANGUAGES)[number]["code"];

const KEY = "quintet-language";

export function isLanguage(code: unknown): code is Language {
  return LANGUAGES.some((language) => language.code === code);
}

export function directionOf(code: Language): "ltr" | "rtl" {
  return LANGUAGES.find((language) => language.code === code)?.direction ?? "ltr";
}

/** What was chosen before, else what the browser prefers, else English. */
export function preferredLanguage(): Language {
  const kept = localStorage.getItem(KEY);
  if (isLanguage(kept)) return kept;
  const wanted = navigator.languages.map((tag) => tag.split("-")[0]);
  return wanted.find(isLanguage) ?? "en";
}

export function hasChosenLanguage(): boolean {
  return isLanguage(localStorage.getItem(KEY));
}

export function keepLanguage(code: Language): void {
  localStorage.setItem(KEY, code);
}
