import { Button, Group } from "@mantine/core";
import { IconMailPlus, IconPlus, IconUsers } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listItems } from "@/api/items";
import { keys } from "@/api/keys";
import { useCollection, useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { DataTable } from "@/components/data-table/data-table";
import { Loading } from "@/components/loading/loading";
import { MissingPage } from "@/components/missing-page/missing-page";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Notice } from "@/components/notice/notice";
import { Page } from "@/components/page/page";
import { InviteDialog } from "./invite-dialog";
import { useUserColumns } from "./use-user-columns";
import { PAGE_SIZE, queryOf, type UsersSearch } from "./users-query";
import { UsersToolbar } from "./users-toolbar";

export function UsersPage() {
  const users = useCollection("quintet_users");
  return users === undefined ? <MissingPage /> : <Users users={users} />;
}

function Users({ users }: { readonly users: Collection }) {
  const { t } = useTranslation("people");
  const { isAdmin } = useModel();
  const search = useSearch({ from: "/shell/users" });
  const navigate = useNavigate({ from: "/users" });
  const [isInviting, setInviting] = useState(false);
  const query = queryOf(users, search);
  const page = useQuery({
    queryKey: keys.list(users.name, query),
    queryFn: ({ signal }) => listItems(users, query, signal),
    placeholderData: keepPreviousData,
  });
  const columns = useUserColumns();
  const isCreator = users.permissions.create.access !== "none";
  const choose = (change: UsersSearch) =>
    navigate({ search: { ...search, page: undefined, ...change }, replace: true });
  const matching = page.data?.matching ?? null;
  return (
    <Page
      title={t("users")}
      aside={matching === null ? null : t("userCount", { count: matching })}
      actions={isCreator && <Actions mayInvite={isAdmin || isCreator} onInvite={() => setInviting(true)} />}
    >
      <UsersToolbar search={search} onChoose={choose} />
      {page.isPending && <Loading />}
      {page.isError && <ErrorNotice error={page.error} onRetry={() => page.refetch()} />}
      {page.data?.items.length === 0 && <Notice icon={<IconUsers size={22} aria-hidden />} title={t("noUsers")} />}
      {page.data !== undefined && page.data.items.length > 0 && (
        <DataTable label={t("users")} columns={columns} rows={page.data.items} keyOf={(user) => String(user.id)} />
      )}
      <Paging search={search} matching={matching} onChoose={choose} />
      <InviteDialog isOpen={isInviting} onClose={() => setInviting(false)} />
    </Page>
  );
}

interface ActionsProps {
  readonly mayInvite: boolean;
  readonly onInvite: () => void;
}

function Actions({ mayInvite, onInvite }: ActionsProps) {
  const { t } = useTranslation("people");
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        renderRoot={(props) => (
          <Link to="/content/$collection/$id" params={{ collection: "quintet_users", id: "+" }} {...props} />
        )}
      >
        {t("newUser")}
      </Button>
      {mayInvite && (
        <Button leftSection={<IconMailPlus size={16} aria-hidden />} onClick={onInvite}>
          {t("invite")}
        </Button>
      )}
    </>
  );
}

interface PagingProps {
  readonly search: UsersSearch;
  readonly matching: number | null;
  readonly onChoose: (change: UsersSearch) => void;
}

function Paging({ search, matching, onChoose }: PagingProps) {
  const { t } = useTranslation("people");
  const at = Number(search.page ?? "1");
  const last = Math.ceil((matching ?? 0) / PAGE_SIZE);
  if (last <= 1) return null;
  return (
    <Group justify="center" mt="md" gap="sm">
      <Button variant="default" disabled={at <= 1} onClick={() => onChoose({ page: String(at - 1) })}>
        {t("previousPage")}
      </Button>
      <span>{t("pageOf", { page: at, last })}</span>
      <Button variant="default" disabled={at >= last} onClick={() => onChoose({ page: String(at + 1) })}>
        {t("nextPage")}
      </Button>
    </Group>
  );
}
