import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { itemTitle } from "@/api/item-title";
import { type Item, readItem } from "@/api/items";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { SideDialog } from "@/components/dialog/side-dialog";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import type { ItemRequest } from "@/fields/item-request";
import { useLabel } from "@/hooks/use-label";
import { Signal } from "@/lib/signal";
import { makeUuid } from "@/lib/uuid";
import { localProblems } from "./check";
import { FormStore } from "./form-store";
import { initialItem } from "./initial";
import classes from "./item-drawer.module.css";
import { ItemDrawers } from "./item-drawers";
import { type Destination, ItemForm } from "./item-form";
import { formFields, isWritable } from "./layout";
import { shapeOf } from "./shape";
import { wantedFields } from "./wanted";

interface Props {
  readonly request: ItemRequest;
  readonly onClose: () => void;
}

/** Another item over the form. What is changed in it is written together with the item below, or not at all. */
export function ItemDrawer({ request, onClose }: Props) {
  const { t } = useTranslation("form");
  const labelOf = useLabel();
  const model = useModel();
  const collection = model.collections.get(request.collection);
  if (collection === undefined) return null;
  const isNew = isUnsaved(request);
  const label = labelOf(collection);
  const named = request.link === undefined ? "" : itemTitle(collection, request.link.item);
  return (
    <SideDialog
      onClose={onClose}
      title={isNew ? t("drawer.new", { collection: label }) : t("drawer.edit", { title: named || label })}
    >
      {isNew ? (
        <DrawerForm
          collection={collection}
          request={request}
          item={startOf(collection, request)}
          isNew
          onClose={onClose}
        />
      ) : (
        <StoredItem collection={collection} request={request} onClose={onClose} />
      )}
    </SideDialog>
  );
}

/** Made here and not sent yet: it has no key. */
function isUnsaved({ link }: ItemRequest): boolean {
  return link === undefined || link.isNew === true;
}

function startOf(collection: Collection, { link, preset = {} }: ItemRequest): Item {
  return { ...initialItem(collection), ...preset, ...link?.made };
}

function StoredItem({ collection, request, onClose }: Props & { readonly collection: Collection }) {
  const fields = wantedFields(collection, useModel());
  const id = request.link?.id ?? null;
  const loaded = useQuery({
    queryKey: keys.item(collection.name, id, { fields }),
    queryFn: ({ signal }) => readItem(collection, id, { fields }, signal),
  });
  if (loaded.isPending) return <Loading />;
  if (loaded.data === undefined) return <ErrorNotice error={loaded.error} onRetry={() => loaded.refetch()} />;
  return (
    <DrawerForm collection={collection} request={request} item={loaded.data.item} isNew={false} onClose={onClose} />
  );
}

interface FormProps extends Props {
  readonly collection: Collection;
  readonly item: Item;
  readonly isNew: boolean;
}

function DrawerForm({ collection, request, item, isNew, onClose }: FormProps): ReactNode {
  const { t } = useTranslation("form");
  const { t: tField } = useTranslation("fields");
  const model = useModel();
  const shown = useMemo(() => without(collection, request.without ?? []), [collection, request]);
  const [destination] = useState(() => new Signal<Destination | null>(null));
  const [store] = useState(() => {
    const made = new FormStore(formFields(shown), isNew ? {} : item, shapeOf(collection, model));
    if (isNew) made.begin(item);
    // What was changed in this drawer before, and is not saved yet.
    else for (const field of made.fields) restoreChange(made, field.name, request);
    return made;
  });
  const done = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const writable = (name: string) =>
      shown.fields.some((field) => field.name === name && isWritable(collection, field, isNew));
    const problems = localProblems(store, writable, tField);
    store.showProblems(problems);
    const first = [...problems.keys()][0];
    if (first !== undefined) return destination.set({ field: first.split(/[.[]/)[0] ?? "" });
    const changes = store.changes((field) => writable(field.name));
    request.onDone(linkOf(collection, request, item, changes, store.item()));
    onClose();
  };
  return (
    <ItemDrawers>
      <form onSubmit={done} noValidate className={classes.form}>
        <ItemForm collection={shown} store={store} isNew={isNew} destination={destination} />
        <Group className={classes.foot} gap="xs" justify="flex-end">
          <small>{t("drawer.together")}</small>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit">{t("drawer.done")}</Button>
        </Group>
      </form>
    </ItemDrawers>
  );
}

function restoreChange(store: FormStore, name: string, request: ItemRequest): void {
  const change = request.link?.made?.[name];
  if (change !== undefined) store.setJson(name, change);
}

function linkOf(collection: Collection, { link }: ItemRequest, item: Item, changes: Item, seen: Item) {
  const key = collection.primaryKey;
  // As titles read it: with what is known of the items that it links to.
  const shown = { ...item, ...link?.item, ...seen };
  const json: Readonly<Record<string, never>> = JSON.parse(JSON.stringify(changes));
  if (isUnsaved({ collection: collection.name, ...(link === undefined ? {} : { link }), onDone: () => undefined })) {
    return { collection: collection.name, id: link?.id ?? makeUuid(), item: shown, made: json, isNew: true };
  }
  const id = link?.id ?? "";
  const isChanged = Object.keys(json).length > 0;
  return { collection: collection.name, id, item: shown, made: isChanged ? { [key]: id, ...json } : null };
}

function without(collection: Collection, names: readonly string[]): Collection {
  return { ...collection, fields: collection.fields.filter((field) => !names.includes(field.name)) };
}
