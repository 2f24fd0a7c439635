import i18next from "i18next";
import { useSyncExternalStore } from "react";

/** The language of the page. `useTranslation` would do, at a price that hundreds of cells do not pay. */
export function useLanguage(): string {
  return useSyncExternalStore(subscribe, current);
}

function subscribe(tell: () => void): () => void {
  i18next.on("languageChanged", tell);
  return () => i18next.off("languageChanged", tell);
}

function current(): string {
  return i18next.language;
}
