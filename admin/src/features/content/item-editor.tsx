import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { itemTitle } from "@/api/item-title";
import { createItem, type ItemId, itemId, type LoadedItem, updateItem } from "@/api/items";
import { keys } from "@/api/keys";
import type { Collection } from "@/api/model-types";
import { Page } from "@/components/page/page";
import { useErrorText } from "@/hooks/use-error-text";
import { useLabel } from "@/hooks/use-label";
import { localProblems, serverProblems } from "@/items/form/check";
import { FormStore } from "@/items/form/form-store";
import { ItemForm } from "@/items/form/item-form";
import { formFields, isWritable } from "@/items/form/layout";
import classes from "./item-editor.module.css";

interface Props {
  readonly collection: Collection;
  readonly loaded: LoadedItem;
  readonly id: ItemId | null;
  readonly title: string | null;
  readonly isNew: boolean;
}

export function ItemEditor({ collection, loaded, id, title, isNew }: Props) {
  const { t } = useTranslation("form");
  const labelOf = useLabel();
  const [store] = useState(() => new FormStore(formFields(collection), loaded.item));
  const isDirty = useSyncExternalStore(
    (follower) => store.follow("*", follower),
    () => store.isDirty(),
  );
  const save = useSave({ collection, store, loaded, id, isNew });
  const named = collection.isSingleton ? labelOf(collection) : itemTitle(collection, loaded.item) || t("unnamed");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.submit();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Page
        title={title ?? named}
        width="narrow"
        actions={
          <Button type="submit" loading={save.isPending} disabled={!isDirty && !isNew}>
            {isNew ? t("create") : t("save")}
          </Button>
        }
      >
        {save.message !== null && (
          <p className={classes.message} role="alert">
            {save.message}
          </p>
        )}
        <ItemForm collection={collection} store={store} isNew={isNew} />
      </Page>
    </form>
  );
}

interface Saving {
  readonly collection: Collection;
  readonly store: FormStore;
  readonly loaded: LoadedItem;
  readonly id: ItemId | null;
  readonly isNew: boolean;
}

function useSave({ collection, store, loaded, id, isNew }: Saving) {
  const { t } = useTranslation("fields");
  const client = useQueryClient();
  const navigate = useNavigate();
  const describe = useErrorText();
  const [message, setMessage] = useState<string | null>(null);
  const mutation = useMutation({
    mutationFn: () =>
      isNew
        ? createItem(collection, store.changes())
        : updateItem(collection, id, store.changes(), { seen: loaded.etag }),
    onSuccess: async (written) => {
      setMessage(null);
      store.load(written.item);
      await client.invalidateQueries({ queryKey: keys.collection(collection.name) });
      const made = isNew ? itemId(collection, written.item) : null;
      if (made !== null) {
        await navigate({
          to: "/content/$collection/$id",
          params: { collection: collection.name, id: String(made) },
          replace: true,
        });
      }
    },
    onError: (error) => {
      if (!isApiError(error)) return setMessage(describe(error));
      const { byField, rest } = serverProblems(store, error);
      store.showProblems(byField);
      setMessage(rest.length > 0 || byField.size === 0 ? describe(error) : null);
    },
  });
  const submit = () => {
    const writable = new Set(
      store.fields.filter((field) => isWritable(collection, field, isNew)).map((field) => field.name),
    );
    const problems = localProblems(store, (name) => writable.has(name), t);
    store.showProblems(problems);
    if (problems.size === 0) mutation.mutate();
  };
  return { submit, isPending: mutation.isPending, message };
}
