import { Button } from "@mantine/core";
import { IconCompass } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Notice } from "@/components/notice/notice";

/** A path that leads nowhere, or to what the caller may not see: one page, so that it does not tell which. */
export function MissingPage() {
  const { t } = useTranslation("shell");
  return (
    <Notice icon={<IconCompass size={22} aria-hidden />} title={t("notFoundTitle")} text={t("notFoundText")} isPage>
      <Button variant="default" renderRoot={(props) => <Link to="/" {...props} />}>
        {t("toDashboard")}
      </Button>
    </Notice>
  );
}
