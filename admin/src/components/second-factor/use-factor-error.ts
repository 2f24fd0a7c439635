import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { useErrorText } from "@/hooks/use-error-text";
import { isGivenUp, isThereAlready } from "@/lib/passkey";

/** What to tell of a password, a code or a passkey that was not taken. */
export function useFactorError(): (error: unknown) => string {
  const { t } = useTranslation("security");
  const describe = useErrorText();
  return useCallback(
    (error) => {
      if (isGivenUp(error)) return t("passkeyGivenUp");
      if (isThereAlready(error)) return t("passkeyThere");
      if (isApiError(error, "INVALID_CREDENTIALS")) return t("wrongPassword");
      if (isApiError(error, "INVALID_OTP")) return t("wrongCode");
      if (isApiError(error) && error.retryAfter !== null) return t("waitSeconds", { seconds: error.retryAfter });
      return describe(error);
    },
    [t, describe],
  );
}
