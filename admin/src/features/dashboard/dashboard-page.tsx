import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { mayReadActivity } from "@/api/activity";
import { useModel } from "@/api/model-context";
import { CollectionIcon } from "@/components/collection-icon/collection-icon";
import { Page } from "@/components/page/page";
import { Section } from "@/components/section/section";
import { useCounts } from "@/hooks/use-counts";
import { useLabel } from "@/hooks/use-label";
import { Attention } from "./attention";
import classes from "./dashboard-page.module.css";
import { FirstSteps } from "./first-steps";
import { Growth } from "./growth";
import { Lately } from "./lately";
import { QuickCreate } from "./quick-create";
import { RecentList } from "./recent-list";
import { Unread } from "./unread";
import { useDrafts, useRecentlyEdited } from "./use-recent";

export function DashboardPage() {
  const { t } = useTranslation("shell");
  const { collections } = useModel();
  const isEmpty = [...collections.values()].every((collection) => collection.isSystem);
  return (
    <Page title={t("dashboard")} actions={<QuickCreate />}>
      <div className={classes.page}>
        <Attention />
        <Unread />
        {isEmpty ? (
          <FirstSteps />
        ) : (
          <>
            <Work />
            <Collections />
          </>
        )}
      </div>
    </Page>
  );
}

function Work() {
  const { t } = useTranslation("dashboard");
  const drafts = useDrafts();
  const hasLog = mayReadActivity(useModel());
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        <Section title={t(drafts.isOwn ? "myDrafts" : "drafts")}>
          <RecentList {...drafts} nothing={t("noDrafts")} />
        </Section>
        <Section title={t("recentlyEdited")}>
          <RecentList {...useRecentlyEdited()} nothing={t("nothingEdited")} />
        </Section>
      </div>
      <div className={classes.column}>
        {hasLog && <Lately />}
        <Growth />
      </div>
    </div>
  );
}

function Collections() {
  const { t } = useTranslation("dashboard");
  const labelOf = useLabel();
  const counts = useCounts();
  const shown = [...useModel().collections.values()].filter((collection) => !collection.isSystem);
  return (
    <Section title={t("collections")}>
      <ul className={classes.cards}>
        {shown.map((collection) => (
          <li key={collection.name}>
            <Link to="/content/$collection" params={{ collection: collection.name }} className={classes.card}>
              <CollectionIcon name={collection.icon} size={20} />
              <strong>{labelOf(collection)}</strong>
              {counts?.has(collection.name) === true && (
                <span>{t("holds", { count: counts.get(collection.name) ?? 0 })}</span>
              )}
              {collection.note !== null && <span>{collection.note}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
