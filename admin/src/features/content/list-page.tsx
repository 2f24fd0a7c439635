import { Button } from "@mantine/core";
import { IconInbox, IconPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { type Item, itemId, listItems } from "@/api/items";
import { keys } from "@/api/keys";
import { useCollection, useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { Loading } from "@/components/loading/loading";
import { MissingPage } from "@/components/missing-page/missing-page";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Notice } from "@/components/notice/notice";
import { Page } from "@/components/page/page";
import { useLabel } from "@/hooks/use-label";
import { ItemTable } from "@/items/table/item-table";
import { columnsOf, listQuery } from "@/items/table/list-state";
import { Pager } from "./pager";

/** Only a singleton needs it here: lists do not wait for forms. */
const ItemPage = lazy(() => import("./item-page").then((module) => ({ default: module.ItemPage })));

export function ListPage() {
  const { collection: name } = useParams({ from: "/shell/content/$collection" });
  const collection = useCollection(name);
  if (collection === undefined) return <MissingPage />;
  return collection.isSingleton ? <ItemPage /> : <List key={name} collection={collection} />;
}

function List({ collection }: { readonly collection: Collection }) {
  const { t } = useTranslation("lists");
  const labelOf = useLabel();
  const model = useModel();
  const search = useSearch({ from: "/shell/content/$collection" });
  const columns = columnsOf(collection, search);
  const query = listQuery(collection, columns, search, model);
  const page = useQuery({
    queryKey: keys.list(collection.name, query),
    queryFn: ({ signal }) => listItems(collection, query, signal),
    placeholderData: keepPreviousData,
  });
  const matching = page.data?.matching ?? null;
  return (
    <Page
      title={labelOf(collection)}
      aside={matching === null ? null : t("items", { count: matching })}
      actions={collection.permissions.create.access !== "none" && <NewButton collection={collection} />}
    >
      {page.isPending && <Loading />}
      {page.isError && <ErrorNotice error={page.error} onRetry={() => page.refetch()} />}
      {page.data?.items.length === 0 && (
        <Notice icon={<IconInbox size={22} aria-hidden />} title={t("emptyTitle")} text={t("emptyText")} />
      )}
      {page.data !== undefined && page.data.items.length > 0 && (
        <>
          <ItemTable
            collection={collection}
            columns={columns}
            items={page.data.items}
            link={(item, content) => <ItemLink collection={collection} item={item} content={content} />}
          />
          <Pager search={search} matching={matching} limit={Number(query.limit)} />
        </>
      )}
    </Page>
  );
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

interface ItemLinkProps {
  readonly collection: Collection;
  readonly item: Item;
  readonly content: React.ReactNode;
}

function ItemLink({ collection, item, content }: ItemLinkProps) {
  const { t } = useTranslation("form");
  const id = itemId(collection, item);
  if (id === null) return content;
  return (
    <Link to="/content/$collection/$id" params={{ collection: collection.name, id: String(id) }}>
      {content ?? t("unnamed")}
    </Link>
  );
}
