import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { readItem } from "@/api/items";
import { keys } from "@/api/keys";
import { useCollection, useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { Loading } from "@/components/loading/loading";
import { MissingPage } from "@/components/missing-page/missing-page";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Page } from "@/components/page/page";
import { useLabel } from "@/hooks/use-label";
import { copyOf, initialItem } from "@/items/form/initial";
import { wantedFields } from "@/items/form/wanted";
import { asText } from "@/lib/json";
import { ItemEditor } from "./item-editor";
import classes from "./item-editor.module.css";

/** The id of an item that is not there yet: no id that the server takes. */
const NEW = "+";

export function ItemPage() {
  const { collection: name, id } = useParams({ strict: false });
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const collection = useCollection(name ?? "");
  if (collection === undefined) return <MissingPage />;
  const from = id === NEW ? asText(search.from) : null;
  return (
    <div className={classes.page}>
      {id === NEW && from === null ? (
        <NewItem key={name} collection={collection} />
      ) : (
        <StoredItem
          key={`${name}/${id}/${from}`}
          collection={collection}
          id={from ?? id ?? null}
          isCopied={from !== null}
        />
      )}
    </div>
  );
}

function NewItem({ collection }: { readonly collection: Collection }) {
  const { t } = useTranslation("form");
  const fields = wantedFields(collection, useModel());
  const loaded = { item: initialItem(collection), etag: null };
  return <ItemEditor collection={collection} loaded={loaded} id={null} title={t("newItem")} fields={fields} isNew />;
}

interface StoredProps {
  readonly collection: Collection;
  /** None for the item of a singleton. */
  readonly id: string | null;
  /** It is where a new one begins. */
  readonly isCopied: boolean;
  readonly onStored?: () => void;
}

export function StoredItem({ collection, id, isCopied, onStored = () => undefined }: StoredProps) {
  const { t } = useTranslation("form");
  const labelOf = useLabel();
  const fields = wantedFields(collection, useModel());
  const query = { fields };
  const loaded = useQuery({
    queryKey: keys.item(collection.name, id, query),
    queryFn: ({ signal }) => readItem(collection, id, query, signal),
  });
  if (loaded.isPending) return <Loading />;
  if (loaded.data === undefined) {
    return (
      <Page title={labelOf(collection)} width="narrow">
        <ErrorNotice error={loaded.error} onRetry={() => loaded.refetch()} />
      </Page>
    );
  }
  if (!isCopied)
    return <ItemEditor {...{ collection, id, fields, onStored }} loaded={loaded.data} title={null} isNew={false} />;
  const copied = { item: copyOf(collection, loaded.data.item), etag: null };
  return <ItemEditor {...{ collection, fields }} loaded={copied} id={null} title={t("newItem")} isNew />;
}
