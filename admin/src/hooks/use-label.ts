/** Labels of the model, which projects write in as many languages as they like. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Label } from "@/api/model-types";
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
  const { i18n } = useTranslation();
  return useCallback((labelled) => labelOf(labelled, i18n.language), [i18n.language]);
}

/** What stands in an input while it is empty. */
export function usePlaceholder(field: { readonly placeholder: Label }): string {
  const { i18n } = useTranslation();
  return field.placeholder[i18n.language] ?? field.placeholder[""] ?? Object.values(field.placeholder)[0] ?? "";
}
