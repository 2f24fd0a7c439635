import { Button, Group } from "@mantine/core";
import { type FormEvent, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LoadedItem } from "@/api/items";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { FormStore } from "@/items/form/form-store";
import { type Destination, ItemForm } from "@/items/form/item-form";
import { shapeOf } from "@/items/form/shape";
import { useDirty } from "@/items/form/use-dirty";
import { useSaving } from "@/items/form/use-saving";
import { Signal } from "@/lib/signal";

/** What people say of a file. What the server finds out stands below. */
const SAID = ["title", "description", "tags", "folder", "location"];

interface Props {
  readonly library: Collection;
  readonly loaded: LoadedItem;
  readonly id: string;
}

export function FileForm({ library, loaded, id }: Props) {
  const { t } = useTranslation("media");
  const model = useModel();
  const said = useMemo(
    () => ({
      ...library,
      meta: {},
      fields: SAID.flatMap((name) => library.fields.find((field) => field.name === name) ?? []),
    }),
    [library],
  );
  const [store] = useState(() => new FormStore(said.fields, loaded.item, shapeOf(library, model)));
  const [destination] = useState(() => new Signal<Destination | null>(null));
  const saving = useSaving({
    collection: library,
    store,
    id,
    isNew: false,
    seen: loaded.etag,
    fields: "*",
    onSaved: () => undefined,
    onProblems: () => undefined,
  });
  const isDirty = useDirty(store);
  const { state } = saving;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void saving.submit();
  };
  return (
    <form onSubmit={submit} noValidate>
      <ItemForm collection={said} store={store} isNew={false} destination={destination} />
      <Group gap="sm" my="md">
        <Button type="submit" disabled={!isDirty} loading={state.kind === "saving"}>
          {t("save")}
        </Button>
        <span aria-live="polite">{state.kind === "saved" && !isDirty ? t("saved") : ""}</span>
        {state.kind === "refused" && <span role="alert">{state.messages.join(" ")}</span>}
        {state.kind === "conflict" && (
          <Button variant="default" onClick={() => void saving.resolve(state.theirs, new Set())}>
            {t("saveOver")}
          </Button>
        )}
      </Group>
    </form>
  );
}
