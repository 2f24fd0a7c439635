import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { itemTitle } from "@/api/item-title";
import { type Item, readItem } from "@/api/items";
import { keys } from "@/api/keys";
import { useCollection, useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { Loading } from "@/components/loading/loading";
import { MissingPage } from "@/components/missing-page/missing-page";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Page } from "@/components/page/page";
import { PageTabs } from "@/components/page-tabs/page-tabs";
import { asText } from "@/lib/json";
import { SessionList } from "./session-list";
import { StatusBadge } from "./status-badge";
import { TokenList } from "./token-list";
import { UserActions } from "./user-actions";
import { UserOverview } from "./user-overview";

const SECTIONS = ["overview", "sessions", "tokens"] as const;

export function UserPage() {
  const { id } = useParams({ from: "/shell/users/$id" });
  const users = useCollection("quintet_users");
  return users === undefined ? <MissingPage /> : <User key={id} users={users} id={id} />;
}

function User({ users, id }: { readonly users: Collection; readonly id: string }) {
  const { t } = useTranslation("people");
  const query = { fields: "*" };
  const user = useQuery({
    queryKey: keys.item(users.name, id, query),
    queryFn: ({ signal }) => readItem(users, id, query, signal),
  });
  if (user.isPending) return <Loading />;
  if (user.isError) {
    return (
      <Page title={t("users")} width="narrow">
        <ErrorNotice error={user.error} onRetry={() => user.refetch()} />
      </Page>
    );
  }
  return <Content users={users} id={id} user={user.data.item} />;
}

interface ContentProps {
  readonly users: Collection;
  readonly id: string;
  readonly user: Item;
}

function Content({ users, id, user }: ContentProps) {
  const { t } = useTranslation("people");
  const { isAdmin } = useModel();
  const { section } = useSearch({ from: "/shell/users/$id" });
  const current = (isAdmin && SECTIONS.find((name) => name === section)) || "overview";
  const title = itemTitle(users, user) || asText(user.email) || t("unnamed");
  return (
    <Page
      title={title}
      aside={<StatusBadge status={user.status} />}
      width="narrow"
      actions={<UserActions users={users} user={user} name={title} />}
    >
      {isAdmin && (
        <PageTabs label={title} tabs={SECTIONS.map((name) => ({ name, label: t(name) }))} current={current} />
      )}
      {current === "overview" && <UserOverview users={users} user={user} />}
      {current === "sessions" && <SessionList owner={id} />}
      {current === "tokens" && <TokenList owner={id} />}
    </Page>
  );
}
