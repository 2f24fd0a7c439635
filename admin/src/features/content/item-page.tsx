import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { readItem } from "@/api/items";
import { keys } from "@/api/keys";
import { useCollection, useModel } from "@/api/model-context";
import type { Collection, Model } from "@/api/model-types";
import { Loading } from "@/components/loading/loading";
import { MissingPage } from "@/components/missing-page/missing-page";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Page } from "@/components/page/page";
import { definitionOf } from "@/fields/registry";
import { useLabel } from "@/hooks/use-label";
import { formFields } from "@/items/form/layout";
import { ItemEditor } from "./item-editor";

/** The id of an item that is not there yet: no id that the server takes. */
const NEW = "+";

export function ItemPage() {
  const { t } = useTranslation("form");
  const { collection: name, id } = useParams({ strict: false });
  const collection = useCollection(name ?? "");
  if (collection === undefined) return <MissingPage />;
  if (id !== NEW) return <ExistingItem key={`${name}/${id}`} collection={collection} id={id ?? null} />;
  return (
    <ItemEditor
      key={name}
      collection={collection}
      loaded={{ item: {}, etag: null }}
      id={null}
      title={t("newItem")}
      isNew
    />
  );
}

interface ExistingProps {
  readonly collection: Collection;
  /** None for the item of a singleton. */
  readonly id: string | null;
}

function ExistingItem({ collection, id }: ExistingProps) {
  const labelOf = useLabel();
  const model = useModel();
  const query = { fields: wantedFields(collection, model) };
  const loaded = useQuery({
    queryKey: keys.item(collection.name, id, query),
    queryFn: ({ signal }) => readItem(collection, id, query, signal),
  });
  if (loaded.isPending) return <Loading />;
  if (loaded.isError) {
    return (
      <Page title={labelOf(collection)} width="narrow">
        <ErrorNotice error={loaded.error} onRetry={() => loaded.refetch()} />
      </Page>
    );
  }
  return <ItemEditor collection={collection} loaded={loaded.data} id={id} title={null} isNew={false} />;
}

function wantedFields(collection: Collection, model: Model): string {
  const nested = formFields(collection).flatMap((field) => {
    const below = definitionOf(field).formFields?.(field, model) ?? [];
    return below.map((name) => `${field.name}.${name}`);
  });
  return ["*", ...nested].join(",");
}
