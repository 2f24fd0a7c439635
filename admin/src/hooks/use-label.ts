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
  return textOf(label, language) ?? readable(name);
}

function textOf(texts: Label, language: string): string | null {
  return texts[language] ?? texts[""] ?? Object.values(texts)[0] ?? null;
}

export function useLabel(): (labelled: Labelled) => string {
  const language = useLanguage();
  return useCallback((labelled) => labelOf(labelled, language), [language]);
}

/** What stands in an input while it is empty. */
export function usePlaceholder(field: { readonly placeholder: Label }): string {
  return textOf(field.placeholder, useLanguage()) ?? "";
}

/** What stands below an input; null where there is nothing to say. */
export function useHelp(field: { readonly help: Label }): string | null {
  return textOf(field.help, useLanguage());
}
