import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { useErrorText } from "@/hooks/use-error-text";
import { Notice } from "./notice";

interface Props {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

export function ErrorNotice({ error, onRetry }: Props) {
  const { t } = useTranslation(["errors", "shell"]);
  const describe = useErrorText();
  const id = isApiError(error) ? error.requestId : null;
  return (
    <Notice icon={<IconAlertTriangle size={22} aria-hidden />} title={t("errors:title")} text={describe(error)}>
      {onRetry !== undefined && (
        <Button variant="default" onClick={onRetry}>
          {t("shell:tryAgain")}
        </Button>
      )}
      {id !== null && <small>{t("errors:requestId", { id })}</small>}
    </Notice>
  );
}
