import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Section } from "@/components/section/section";
import { EntryList } from "@/items/activity/entry-list";
import { loadActivity } from "@/items/activity/load";
import classes from "./dashboard-page.module.css";

const SHOWN = 7;
const LAST_WEEK = { since: "week" } as const;

/** What happened in the last days, for who may read the log. */
export function Lately() {
  const { t } = useTranslation("dashboard");
  const model = useModel();
  const log = useQuery({
    queryKey: [...keys.activity(LAST_WEEK), SHOWN],
    queryFn: ({ signal }) => loadActivity(model, { search: LAST_WEEK, limit: SHOWN, isContentOnly: true }, signal),
  });
  return (
    <Section title={t("lately")} actions={<Link to="/activity">{t("allActivity")}</Link>}>
      {log.isPending && <Loading />}
      {log.isError && <ErrorNotice error={log.error} onRetry={() => log.refetch()} />}
      {log.data?.entries.length === 0 && <p className={classes.nothing}>{t("quiet")}</p>}
      {log.data !== undefined && log.data.entries.length > 0 && (
        <EntryList entries={log.data.entries} label={t("lately")} />
      )}
    </Section>
  );
}
