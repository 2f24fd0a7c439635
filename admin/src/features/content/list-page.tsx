import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Count } from "@/api/items";
import { useCollection } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { Loading } from "@/components/loading/loading";
import { MissingPage } from "@/components/missing-page/missing-page";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Page } from "@/components/page/page";
import { useLabel } from "@/hooks/use-label";
import { useFormats } from "@/i18n/format";
import { ListToolbar } from "@/items/table/list-toolbar";
import { FilterArea, FilterButton, useListFilter } from "./list-filter";
import { ListSearchBox } from "./list-search-box";
import { ListTable } from "./list-table";
import { NothingListed } from "./nothing-listed";
import { type List, useList } from "./use-list";
import { type ListActions, useListActions } from "./use-list-actions";

/** Only a singleton needs it here: lists do not wait for forms. */
const ItemPage = lazy(() => import("./item-page").then((module) => ({ default: module.ItemPage })));

const ViewTabs = lazy(() => import("./view-tabs").then((module) => ({ default: module.ViewTabs })));
const ListTools = lazy(() => import("./list-tools").then((module) => ({ default: module.ListTools })));

export function ListPage() {
  const { collection: name } = useParams({ from: "/shell/content/$collection" });
  const collection = useCollection(name);
  if (collection === undefined) return <MissingPage />;
  return collection.isSingleton ? <ItemPage /> : <ListOf key={name} collection={collection} />;
}

function ListOf({ collection }: { readonly collection: Collection }) {
  const labelOf = useLabel();
  const list = useList(collection);
  const actions = useListActions(list);
  const filter = useListFilter();
  return (
    <Page
      title={labelOf(collection)}
      aside={list.count !== null && <HowMany count={list.count} />}
      actions={collection.permissions.create.access !== "none" && <NewButton collection={collection} />}
    >
      <Suspense>
        <ViewTabs list={list} />
      </Suspense>
      <ListToolbar
        start={
          <>
            {isSearchable(collection) && <ListSearchBox list={list} />}
            <FilterButton filter={filter} />
          </>
        }
        end={
          <Suspense>
            <ListTools list={list} actions={actions} />
          </Suspense>
        }
      />
      <FilterArea list={list} filter={filter} />
      <ListContent list={list} actions={actions} />
      {actions.dialogs}
    </Page>
  );
}

function HowMany({ count: { value, isExact } }: { readonly count: Count }) {
  const { t } = useTranslation("lists");
  const { roughly } = useFormats();
  return isExact ? t("items", { count: value }) : t("about", { number: roughly(value) });
}

/** The server looks for a text where the model says so: in fields of their own, or in the collection's `search`. */
function isSearchable({ fields, meta }: Collection): boolean {
  return fields.some((field) => field.isSearchable) || meta.search !== undefined;
}

function ListContent({ list, actions }: { readonly list: List; readonly actions: ListActions }) {
  const { page } = list;
  if (page.isPending) return <Loading />;
  if (page.isError) return <ErrorNotice error={page.error} onRetry={() => page.refetch()} />;
  if (page.data.items.length === 0) return <NothingListed list={list} />;
  return <ListTable list={list} actions={actions} />;
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
