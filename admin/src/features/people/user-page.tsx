import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { itemTitle } from "@/api/item-title";
import { readItem } from "@/api/items";
import { keys } from "@/api/keys";
import { useCollection, useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { Loading } from "@/components/loading/loading";
import { MissingPage } from "@/components/missing-page/missing-page";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Page } from "@/components/page/page";
import { asText } from "@/lib/json";
import { SessionList } from "./session-list";
import { TokenList } from "./token-list";
import { useStatusText } from "./use-status-text";

export function UserPage() {
  const { id } = useParams({ from: "/shell/users/$id" });
  const users = useCollection("quintet_users");
  return users === undefined ? <MissingPage /> : <User key={id} users={users} id={id} />;
}

function User({ users, id }: { readonly users: Collection; readonly id: string }) {
  const { t } = useTranslation("people");
  const { isAdmin } = useModel();
  const statusText = useStatusText();
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
  const { item } = user.data;
  return (
    <Page
      title={itemTitle(users, item) || asText(item.email) || t("unnamed")}
      aside={statusText(item.status)}
      width="narrow"
      actions={
        <Button
          variant="default"
          renderRoot={(props) => (
            <Link to="/content/$collection/$id" params={{ collection: users.name, id }} {...props} />
          )}
        >
          {t("editProfile")}
        </Button>
      }
    >
      {isAdmin && (
        <>
          <SessionList owner={id} />
          <TokenList owner={id} />
        </>
      )}
    </Page>
  );
}
