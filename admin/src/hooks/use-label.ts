/** Labels of the model, which projects write in as many languages as they like. */
import { useCallback } from "react";
import type { Label } from "@/api/model-types";
import { useLanguage } from "@/i18n/use-language";
import { readable } from "@/lib/text";

interface Labelled {
  readonly name: string;
  readonly label: Label;
}

/** The text of the language, else the one for all, else any, else the name made readable. */
export function labelOf({ name, label }: Labelled, language: string): string {
  return label[language] ?? label[""] ?? Object.values(label)[0] ?? readable(name);
}

export function useLabel(): (labelled: Labelled) => string {
  const language = useLanguage();
  return useCallback((labelled) => labelOf(labelled, language), [language]);
}

/** What stands in an input while it is empty. */
export function usePlaceholder(field: { readonly placeholder: Label }): string {
  const language = useLanguage();
  return field.placeholder[language] ?? field.placeholder[""] ?? Object.values(field.placeholder)[0] ?? "";
}
