import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { useErrorText } from "@/hooks/use-error-text";
import classes from "./access.module.css";

interface Props {
  readonly error: unknown;
  readonly role: string;
}

/** What the server finds wrong with the rules, or that somebody else has saved meanwhile. */
export function SaveProblems({ error, role }: Props) {
  const { t } = useTranslation("access");
  const client = useQueryClient();
  const describe = useErrorText();
  if (isApiError(error, "PRECONDITION_FAILED")) {
    return (
      <div className={classes.problems} role="alert">
        <p>{t("conflict")}</p>
        <Button variant="default" size="xs" onClick={() => client.resetQueries({ queryKey: keys.role(role) })}>
          {t("loadTheirs")}
        </Button>
      </div>
    );
  }
  const told = isApiError(error, "FAILED_VALIDATION") ? error.problems.map(({ message }) => message) : [];
  return (
    <div className={classes.problems} role="alert">
      {told.length === 0 ? describe(error) : t("notSaved")}
      {told.length > 0 && (
        // Sentences of the server, in its language.
        <ul lang="en" dir="ltr">
          {told.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
