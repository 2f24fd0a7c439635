import i18next, { type TFunction } from "i18next";
import { useLanguage } from "./use-language";

type Texts = TFunction<["lists", "form", "fields"]>;

/**
 * The texts of a list's cells. `useTranslation` would do, at a price that hundreds of cells do not pay: it watches each for itself. These are of the first
 * chunk of a language, so there is nothing to wait for.
 */
export function useTexts(): Texts {
  const language = useLanguage();
  let texts = made.get(language);
  if (texts === undefined) {
    texts = i18next.getFixedT(language, ["lists", "form", "fields"]);
    made.set(language, texts);
  }
  return texts;
}

const made = new Map<string, Texts>();
