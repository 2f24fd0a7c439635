import { Button } from "@mantine/core";
import { IconInbox, IconPlus } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { useCollection } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { Loading } from "@/components/loading/loading";
import { MissingPage } from "@/components/missing-page/missing-page";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Notice } from "@/components/notice/notice";
import { Page } from "@/components/page/page";
import { useLabel } from "@/hooks/use-label";
import { ListToolbar } from "@/items/table/list-toolbar";
import { ListTable } from "./list-table";
import { type List, useList } from "./use-list";

/** Only a singleton needs it here: lists do not wait for forms. */
const ItemPage = lazy(() => import("./item-page").then((module) => ({ default: module.ItemPage })));

export function ListPage() {
  const { collection: name } = useParams({ from: "/shell/content/$collection" });
  const collection = useCollection(name);
  if (collection === undefined) return <MissingPage />;
  return collection.isSingleton ? <ItemPage /> : <ListOf key={name} collection={collection} />;
}

function ListOf({ collection }: { readonly collection: Collection }) {
  const { t } = useTranslation("lists");
  const labelOf = useLabel();
  const list = useList(collection);
  const matching = list.page.data?.matching ?? null;
  return (
    <Page
      title={labelOf(collection)}
      aside={matching === null ? null : t("items", { count: matching })}
      actions={collection.permissions.create.access !== "none" && <NewButton collection={collection} />}
    >
      <ListToolbar />
      <ListContent list={list} />
    </Page>
  );
}

function ListContent({ list }: { readonly list: List }) {
  const { t } = useTranslation("lists");
  const { page } = list;
  if (page.isPending) return <Loading />;
  if (page.isError) return <ErrorNotice error={page.error} onRetry={() => page.refetch()} />;
  if (page.data.items.length === 0)
    return <Notice icon={<IconInbox size={22} aria-hidden />} title={t("emptyTitle")} text={t("emptyText")} />;
  return <ListTable list={list} items={page.data.items} />;
}

function NewButton({ collection }: { readonly collection: Collection }) {
  const { t } = useTranslation("lists");
  return (
    <Button
      renderRoot={(props) => (
        <Link to="/content/$collection/$id" params={{ collection: collection.name, id: "+" }} {...props} />
      )}
      leftSection={<IconPlus size={16} aria-hidden />}
    >
      {t("create")}
    </Button>
  );
}
