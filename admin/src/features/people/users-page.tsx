import { Badge, Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus, IconSearch, IconUsers } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Item, listItems } from "@/api/items";
import { keys } from "@/api/keys";
import { useCollection } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { type DataColumn, DataTable } from "@/components/data-table/data-table";
import { Loading } from "@/components/loading/loading";
import { MissingPage } from "@/components/missing-page/missing-page";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Notice } from "@/components/notice/notice";
import { Page } from "@/components/page/page";
import { useFormats } from "@/i18n/format";
import { asText, asTexts } from "@/lib/json";
import { useStatusText } from "./use-status-text";

const FIELDS = "id,first_name,last_name,email,status,roles,last_access";

export function UsersPage() {
  const users = useCollection("quintet_users");
  return users === undefined ? <MissingPage /> : <Users users={users} />;
}

function Users({ users }: { readonly users: Collection }) {
  const { t } = useTranslation("people");
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 200);
  const fields = FIELDS.split(",").filter((name) => users.permissions.read.fields.has(name));
  const query = { fields: fields.join(","), sort: "last_name,first_name", limit: "200", search };
  const page = useQuery({
    queryKey: keys.list(users.name, query),
    queryFn: ({ signal }) => listItems(users, query, signal),
    placeholderData: keepPreviousData,
  });
  const columns = useColumns();
  const isCreator = users.permissions.create.access !== "none";
  return (
    <Page title={t("users")} actions={isCreator && <NewButton />}>
      <TextInput
        mb="md"
        maw="22rem"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        placeholder={t("find")}
        aria-label={t("find")}
        leftSection={<IconSearch size={16} aria-hidden />}
      />
      {page.isPending && <Loading />}
      {page.isError && <ErrorNotice error={page.error} onRetry={() => page.refetch()} />}
      {page.data?.items.length === 0 && <Notice icon={<IconUsers size={22} aria-hidden />} title={t("noUsers")} />}
      {page.data !== undefined && page.data.items.length > 0 && (
        <DataTable label={t("users")} columns={columns} rows={page.data.items} keyOf={(user) => String(user.id)} />
      )}
    </Page>
  );
}

function NewButton() {
  const { t } = useTranslation("people");
  return (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      renderRoot={(props) => (
        <Link to="/content/$collection/$id" params={{ collection: "quintet_users", id: "+" }} {...props} />
      )}
    >
      {t("newUser")}
    </Button>
  );
}

function useColumns(): readonly DataColumn<Item>[] {
  const { t } = useTranslation("people");
  const formats = useFormats();
  const statusText = useStatusText();
  const nameOf = (user: Item) =>
    [user.first_name, user.last_name].flatMap((part) => asText(part) ?? []).join(" ") || t("unnamed");
  return [
    {
      name: "name",
      label: t("name"),
      cell: (user) => (
        <>
          <Link to="/users/$id" params={{ id: String(user.id) }}>
            {nameOf(user)}
          </Link>
          <small>{asText(user.email)}</small>
        </>
      ),
    },
    { name: "roles", label: t("roles"), cell: (user) => asTexts(user.roles).join(", ") },
    {
      name: "status",
      label: t("status"),
      cell: (user) => (
        <Badge
          c={user.status === "active" ? "var(--q-good-text)" : "var(--q-soft)"}
          bg={user.status === "active" ? "var(--q-good-ground)" : "var(--q-sunken)"}
        >
          {statusText(user.status)}
        </Badge>
      ),
    },
    {
      name: "access",
      label: t("lastAccess"),
      cell: (user) => {
        const at = asText(user.last_access);
        return at === null ? t("never") : formats.relative(new Date(at));
      },
    },
  ];
}
