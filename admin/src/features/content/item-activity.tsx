import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { EntryList } from "@/items/activity/entry-list";
import { loadActivity } from "@/items/activity/load";
import classes from "./item-activity.module.css";

interface Props {
  readonly collection: Collection;
  readonly id: string;
}

const SHOWN = 5;

/** The last things that were done to an item, beside its form. Nothing at all while there are none. */
export function ItemActivity({ collection, id }: Props) {
  const { t } = useTranslation("activity");
  const heading = useId();
  const model = useModel();
  const search = { collection: collection.name, item: id };
  const log = useQuery({
    queryKey: keys.itemActivity(collection.name, id),
    queryFn: ({ signal }) => loadActivity(model, { search, limit: SHOWN }, signal),
  });
  if (log.data === undefined || log.data.entries.length === 0) return null;
  return (
    <section aria-labelledby={heading} className={classes.section}>
      <h2 id={heading}>{t("title")}</h2>
      <EntryList entries={log.data.entries} label={t("title")} isOfItem />
      {log.data.entries.length === SHOWN && (
        <Link to="/activity" search={search} className={classes.all}>
          {t("showAll")}
        </Link>
      )}
    </section>
  );
}
