import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { asText } from "@/lib/json";
import { useErrorText } from "./use-error-text";

/** What the server calls a password that is too short for the field, and one that is too easy to guess. */
const TYPES = ["min_length", "weak"];

/** Why a new password was not taken, in the person's language; null where the error is not about the password. */
export function usePasswordError(): (error: unknown) => string | null {
  const { t } = useTranslation("security");
  return useCallback(
    (error) => {
      if (!isApiError(error)) return null;
      const problem = error.problems.find(
        ({ field, extensions }) => field === "password" && TYPES.includes(asText(extensions.type) ?? ""),
      );
      if (problem === undefined) return null;
      const least = /at least (\d+) characters/.exec(problem.message)?.[1];
      return least === undefined ? t("passwordWeak") : t("passwordShort", { count: Number(least) });
    },
    [t],
  );
}

/** The same where the form says nothing else. */
export function useNewPasswordError(): (error: unknown) => string {
  const ofPassword = usePasswordError();
  const describe = useErrorText();
  return useCallback((error) => ofPassword(error) ?? describe(error), [ofPassword, describe]);
}
