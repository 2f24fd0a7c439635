import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { useErrorText } from "@/hooks/use-error-text";
import { usePasswordError } from "@/hooks/use-password-error";

const LINK_CODES = ["INVALID_TOKEN", "TOKEN_EXPIRED", "FORBIDDEN"];

/** What to tell of a refusal to sign in, or of a link that leads nowhere. */
export function useAuthError(): (error: unknown) => string {
  const { t } = useTranslation("auth");
  const describe = useErrorText();
  const ofPassword = usePasswordError();
  return useCallback(
    (error) => {
      if (!isApiError(error)) return describe(error);
      if (error.code === "INVALID_CREDENTIALS") return t("wrongCredentials");
      if (error.code === "INVALID_OTP") return t("wrongCode");
      if (error.code === "USER_SUSPENDED") return t("suspended");
      if (error.retryAfter !== null) return t("waitSeconds", { seconds: error.retryAfter });
      if (LINK_CODES.includes(error.code)) return t("linkExpired");
      return ofPassword(error) ?? (error.problems.map((problem) => problem.message).join(" ") || describe(error));
    },
    [t, describe, ofPassword],
  );
}
