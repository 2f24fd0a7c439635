import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { isApiError, Unreachable } from "@/api/errors";

/** Errors by code that have a sentence of their own; the others speak for themselves. */
const SENTENCES = {
  FORBIDDEN: "forbidden",
  NOT_FOUND: "notFound",
  PRECONDITION_FAILED: "conflict",
  REQUESTS_EXCEEDED: "tooMany",
  INTERNAL_SERVER_ERROR: "internal",
} as const;

function isKnown(code: string): code is keyof typeof SENTENCES {
  return code in SENTENCES;
}

/** What to tell a person of an error, in his language where we know it. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation("errors");
  return useCallback(
    (error) => {
      if (error instanceof Unreachable) return t("unreachable");
      if (!isApiError(error)) return error instanceof Error ? error.message : t("internal");
      return isKnown(error.code) ? t(SENTENCES[error.code]) : error.message;
    },
    [t],
  );
}
