import { Badge, Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { endOtherSessions, endSession, readSessions, type Session } from "@/api/people";
import { type DataColumn, DataTable } from "@/components/data-table/data-table";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Section } from "@/components/section/section";
import { useFormats } from "@/i18n/format";
import { deviceOf } from "@/lib/device";

/** Where somebody is signed in; any of it can be ended. */
export function SessionList({ owner }: { readonly owner: string }) {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: keys.sessions(owner), queryFn: ({ signal }) => readSessions(owner, signal) });
  const reload = () => client.invalidateQueries({ queryKey: keys.sessions(owner) });
  const endOne = useMutation({ mutationFn: (session: string) => endSession(owner, session), onSettled: reload });
  const endOthers = useMutation({ mutationFn: () => endOtherSessions(owner), onSettled: reload });
  const columns = useColumns((session) => endOne.mutate(session.id));
  const list = sessions.data ?? [];
  const failed = endOne.error ?? endOthers.error ?? sessions.error;
  return (
    <Section
      title={t("sessions")}
      actions={
        list.length > 1 && (
          <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {t("endOthers")}
          </Button>
        )
      }
    >
      {sessions.isPending && <Loading />}
      {failed !== null && <ErrorNotice error={failed} onRetry={reload} />}
      {sessions.isSuccess && list.length === 0 && <p>{t("noSessions")}</p>}
      {list.length > 0 && (
        <DataTable label={t("sessions")} columns={columns} rows={list} keyOf={(session) => session.id} />
      )}
    </Section>
  );
}

function useColumns(end: (session: Session) => void): readonly DataColumn<Session>[] {
  const { t } = useTranslation("people");
  const formats = useFormats();
  const nameOf = (session: Session) => deviceOf(session.userAgent) ?? t("unknownDevice");
  return [
    {
      name: "device",
      label: t("sessions"),
      cell: (session) => (
        <>
          {nameOf(session)} {session.isCurrent && <Badge variant="light">{t("thisSession")}</Badge>}
          <small>{session.ip}</small>
        </>
      ),
    },
    {
      name: "used",
      label: t("lastUsed"),
      cell: (session) => formats.relative(session.lastUsedAt ?? session.createdAt ?? new Date()),
    },
    {
      name: "end",
      label: t("end"),
      hidesLabel: true,
      align: "end",
      cell: (session) =>
        !session.isCurrent && (
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            onClick={() => end(session)}
            aria-label={t("endNamed", { device: nameOf(session) })}
          >
            {t("end")}
          </Button>
        ),
    },
  ];
}
