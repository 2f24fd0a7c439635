import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { useErrorText } from "@/hooks/use-error-text";
import classes from "./import.module.css";
import type { Run } from "./import-steps";

/** What is wrong with the file as a whole: its columns, its size, its form. */
export function ImportError({ run: { error } }: { readonly run: Run }) {
  const { t } = useTranslation("imports");
  const describe = useErrorText();
  if (error === null) return null;
  if (error instanceof DOMException && error.name === "AbortError") return <p role="status">{t("stopped")}</p>;
  const messages =
    isApiError(error) && error.status === 400 ? error.problems.map(({ message }) => message) : [describe(error)];
  return (
    <ul role="alert" className={classes.errors}>
      {messages.map((message) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}
