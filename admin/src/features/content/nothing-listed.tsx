import { Button } from "@mantine/core";
import { IconInbox, IconSearchOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Notice } from "@/components/notice/notice";
import type { List } from "./use-list";

/** Why the list is empty, and what leads out of it. */
export function NothingListed({ list: { search, change } }: { readonly list: List }) {
  const { t } = useTranslation("lists");
  if (search.page !== undefined || search.cursor !== undefined) {
    return (
      <Notice icon={<IconInbox size={22} aria-hidden />} title={t("gonePage")}>
        <Button variant="default" onClick={() => change({ page: undefined })}>
          {t("first")}
        </Button>
      </Notice>
    );
  }
  if (search.search !== undefined || search.filter !== undefined) {
    return (
      <Notice icon={<IconSearchOff size={22} aria-hidden />} title={t("nothingFound")} text={t("nothingFoundText")}>
        <Button variant="default" onClick={() => change({ search: undefined, filter: undefined })}>
          {t("clearAll")}
        </Button>
      </Notice>
    );
  }
  return <Notice icon={<IconInbox size={22} aria-hidden />} title={t("emptyTitle")} text={t("emptyText")} />;
}
