import { Button } from "@mantine/core";
import { IconActivity } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { mayReadActivity } from "@/api/activity";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import { Loading } from "@/components/loading/loading";
import { MissingPage } from "@/components/missing-page/missing-page";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Notice } from "@/components/notice/notice";
import { Page } from "@/components/page/page";
import { useFormats } from "@/i18n/format";
import { byDay, daysAgo } from "@/items/activity/days";
import { EntryList } from "@/items/activity/entry-list";
import { loadActivity, type ToldEntry } from "@/items/activity/load";
import type { ActivitySearch } from "@/items/activity/search";
import { ActivityFilters } from "./activity-filters";
import classes from "./activity-page.module.css";

const LIMIT = 40;

export function ActivityPage() {
  return mayReadActivity(useModel()) ? <Log /> : <MissingPage />;
}

function Log() {
  const { t } = useTranslation("activity");
  const model = useModel();
  const navigate = useNavigate();
  const search = useSearch({ from: "/shell/activity" });
  const log = useInfiniteQuery({
    queryKey: keys.activity(search),
    queryFn: ({ pageParam, signal }) => loadActivity(model, { search, limit: LIMIT, cursor: pageParam }, signal),
    initialPageParam: "*",
    getNextPageParam: (page) => page.nextCursor,
  });
  const entries = log.data?.pages.flatMap((page) => page.entries) ?? [];
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  const show = (next: ActivitySearch) => navigate({ to: "/activity", search: next, replace: true });
  return (
    <Page title={t("title")} width="narrow">
      <ActivityFilters search={search} onChange={show} />
      {log.isPending && <Loading />}
      {log.isError && <ErrorNotice error={log.error} onRetry={() => log.refetch()} />}
      {log.isSuccess && entries.length === 0 && (
        <Notice
          icon={<IconActivity size={22} aria-hidden />}
          title={t(isFiltered ? "noMatchTitle" : "emptyTitle")}
          text={t(isFiltered ? "noMatchText" : "emptyText")}
        >
          {isFiltered && (
            <Button variant="default" onClick={() => show({})}>
              {t("clear")}
            </Button>
          )}
        </Notice>
      )}
      <Days entries={entries} />
      {log.hasNextPage && (
        <Button
          variant="default"
          className={classes.older}
          loading={log.isFetchingNextPage}
          onClick={() => log.fetchNextPage()}
        >
          {t("older")}
        </Button>
      )}
    </Page>
  );
}

function Days({ entries }: { readonly entries: readonly ToldEntry[] }) {
  const formats = useFormats();
  const now = new Date();
  return byDay(entries, ({ entry }) => entry.at).map(({ day, rows }) => {
    const title = formats.day(day, daysAgo(day, now));
    return (
      <section key={day.getTime()} className={classes.day}>
        <h2>{title}</h2>
        <EntryList entries={rows} label={title} hasDay />
      </section>
    );
  });
}
