import { Button, Group } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isApiError, Unreachable } from "@/api/errors";
import { ScrolledText } from "@/components/code-block/scrolled-text";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Notice } from "@/components/notice/notice";
import classes from "./broken-page.module.css";

/** A page that could not be drawn, in its place: the rest of the app goes on. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation(["errors", "shell"]);
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  if (isApiError(error) || error instanceof Unreachable) return <ErrorNotice error={error} onRetry={again} />;
  const isOld = isMissingChunk(error);
  return (
    <Notice
      icon={<IconAlertTriangle size={22} aria-hidden />}
      title={t(isOld ? "errors:newVersionTitle" : "errors:brokenTitle")}
      text={t(isOld ? "errors:newVersionText" : "errors:brokenText")}
      isPage
    >
      <Group gap="xs" justify="center">
        <Button onClick={() => window.location.reload()}>{t("errors:reload")}</Button>
        {!isOld && (
          <Button variant="default" onClick={again}>
            {t("shell:tryAgain")}
          </Button>
        )}
        <Button variant="default" renderRoot={(props) => <Link to="/" {...props} onClick={reset} />}>
          {t("shell:toDashboard")}
        </Button>
      </Group>
      {!isOld && (
        <details className={classes.details}>
          <summary>{t("errors:forDevelopers")}</summary>
          <ScrolledText>{error instanceof Error ? (error.stack ?? error.message) : String(error)}</ScrolledText>
        </details>
      )}
    </Notice>
  );
}

/** A part of the app that is not on the server any more: a newer version is. Each browser says it in its own words. */
function isMissingChunk(error: unknown): boolean {
  return /dynamically imported module|preload CSS|Importing a module script failed|error loading dynamically/i.test(
    String(error),
  );
}
