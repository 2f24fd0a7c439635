import { IconStack2 } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import { CollectionIcon } from "@/components/collection-icon/collection-icon";
import { Notice } from "@/components/notice/notice";
import { Page } from "@/components/page/page";
import { useLabel } from "@/hooks/use-label";
import classes from "./dashboard-page.module.css";

export function DashboardPage() {
  const { t } = useTranslation("shell");
  const model = useModel();
  const labelOf = useLabel();
  const collections = [...model.collections.values()].filter((collection) => !collection.isSystem);
  return (
    <Page title={t("dashboard")}>
      {collections.length === 0 && (
        <Notice
          icon={<IconStack2 size={22} aria-hidden />}
          title={t("noCollectionsTitle")}
          text={t("noCollectionsText")}
        />
      )}
      <ul className={classes.cards}>
        {collections.map((collection) => (
          <li key={collection.name}>
            <Link to="/content/$collection" params={{ collection: collection.name }} className={classes.card}>
              <CollectionIcon name={collection.icon} size={20} />
              <strong>{labelOf(collection)}</strong>
              {collection.note !== null && <span>{collection.note}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
