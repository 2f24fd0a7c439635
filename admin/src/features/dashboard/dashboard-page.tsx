import { IconStack2 } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import { CollectionIcon } from "@/components/collection-icon/collection-icon";
import { Notice } from "@/components/notice/notice";
import { Page } from "@/components/page/page";
import { Section } from "@/components/section/section";
import { useLabel } from "@/hooks/use-label";
import classes from "./dashboard-page.module.css";
import { RecentList } from "./recent-list";
import { useDrafts, useRecentlyEdited } from "./use-recent";

export function DashboardPage() {
  const { t } = useTranslation("shell");
  const { collections } = useModel();
  const isEmpty = [...collections.values()].every((collection) => collection.isSystem);
  return (
    <Page title={t("dashboard")}>
      {isEmpty ? (
        <Notice
          icon={<IconStack2 size={22} aria-hidden />}
          title={t("noCollectionsTitle")}
          text={t("noCollectionsText")}
        />
      ) : (
        <>
          <Work />
          <Collections />
        </>
      )}
    </Page>
  );
}

function Work() {
  const { t } = useTranslation("shell");
  return (
    <div className={classes.columns}>
      <Section title={t("recentlyEdited")}>
        <RecentList {...useRecentlyEdited()} nothing={t("nothingEdited")} />
      </Section>
      <Section title={t("drafts")}>
        <RecentList {...useDrafts()} nothing={t("noDrafts")} />
      </Section>
    </div>
  );
}

function Collections() {
  const { t } = useTranslation("shell");
  const labelOf = useLabel();
  const shown = [...useModel().collections.values()].filter((collection) => !collection.isSystem);
  return (
    <Section title={t("collections")}>
      <ul className={classes.cards}>
        {shown.map((collection) => (
          <li key={collection.name}>
            <Link to="/content/$collection" params={{ collection: collection.name }} className={classes.card}>
              <CollectionIcon name={collection.icon} size={20} />
              <strong>{labelOf(collection)}</strong>
              {collection.note !== null && <span>{collection.note}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
