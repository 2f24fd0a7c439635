import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { itemTitle } from "@/api/item-title";
import type { ItemId, LoadedItem } from "@/api/items";
import { useModel } from "@/api/model-context";
import type { Collection, Field } from "@/api/model-types";
import { useLabel } from "@/hooks/use-label";
import { ConflictDialog } from "@/items/form/conflict-dialog";
import { draftKey } from "@/items/form/draft";
import { FormStore } from "@/items/form/form-store";
import { ItemDrawers } from "@/items/form/item-drawers";
import { type Destination, ItemForm } from "@/items/form/item-form";
import { formFields } from "@/items/form/layout";
import { shapeOf } from "@/items/form/shape";
import { useDirty } from "@/items/form/use-dirty";
import { useDraft } from "@/items/form/use-draft";
import { useSaving } from "@/items/form/use-saving";
import { Signal } from "@/lib/signal";
import { EditorHeader } from "./editor-header";
import { EditorNotices } from "./editor-notices";
import { ItemSide } from "./item-side";
import { LeaveGuard } from "./leave-guard";

interface Props {
  readonly collection: Collection;
  readonly loaded: LoadedItem;
  readonly id: ItemId | null;
  readonly title: string | null;
  readonly isNew: boolean;
  /** What is asked for when it is read again. */
  readonly fields: string;
  /** For what else depends on the item. */
  readonly onStored?: () => void;
}

export function ItemEditor({ collection, loaded, id, title, isNew, fields, onStored }: Props) {
  const { t } = useTranslation("form");
  const labelOf = useLabel();
  const navigate = useNavigate();
  const { store, lost } = useStore(collection, loaded, isNew);
  const [destination] = useState(() => new Signal<Destination | null>(null));
  const [name, setName] = useState(() => itemTitle(collection, loaded.item));
  const toProblem = useCallback(() => {
    const first = store.problemPaths()[0]?.split(/[.[]/)[0];
    if (first !== undefined) destination.set({ field: first });
  }, [store, destination]);
  const isBaseKnown = useRef(true);
  const onSaved = (written: LoadedItem, made: ItemId | null) => {
    isBaseKnown.current = true;
    setName(itemTitle(collection, written.item));
    draft.discard();
    onStored?.();
    if (isNew && made !== null) {
      const params = { collection: collection.name, id: String(made) };
      void navigate({ to: "/content/$collection/$id", params, replace: true, ignoreBlocker: true });
    }
  };
  const saving = useSaving({ collection, store, id, isNew, seen: loaded.etag, fields, onSaved, onProblems: toProblem });
  const draft = useDraft(store, { keyFor: (person) => draftKey(person, collection, id, isNew), seen: saving.seen });
  const newest = useNewerVersion(store, loaded, saving.seen);
  const restore = () => {
    if (draft.found !== null && !isNew && draft.found.seen !== saving.seen.current) {
      saving.seen.current = draft.found.seen;
      isBaseKnown.current = false;
    }
    draft.restore();
  };
  const isDirty = useDirty(store);
  const { state } = saving;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (state.kind !== "saving" && (isDirty || isNew)) void saving.submit();
  };
  const hasSide = !isNew && isStored(collection, loaded);
  const heading = title ?? (collection.isSingleton ? labelOf(collection) : name || t("unnamed"));
  return (
    <ItemDrawers>
      <form onSubmit={submit} noValidate onKeyDown={(event) => takeBack(event, store, destination)}>
        <EditorHeader {...{ collection, store, id, isNew, isDirty, state }} title={heading} onSave={submit} />
        <EditorNotices
          {...{ state, lost, isNew }}
          draft={draft.found}
          hasNewer={newest && state.kind !== "conflict"}
          onRestore={restore}
          onDiscard={draft.discard}
          onDismiss={saving.dismiss}
        />
        <ItemForm
          {...{ collection, store, isNew, destination }}
          aside={hasSide ? <ItemSide collection={collection} item={loaded.item} /> : undefined}
        />
      </form>
      {state.kind === "conflict" && (
        <ConflictDialog
          store={store}
          theirs={state.theirs}
          isBaseKnown={isBaseKnown.current}
          onResolve={(wanted) => void saving.resolve(state.theirs, wanted)}
          onClose={saving.dismiss}
        />
      )}
      <LeaveGuard isDirty={isDirty} onForget={draft.discard} />
    </ItemDrawers>
  );
}

/** A singleton that nobody has filled in yet is read like an item, but there is none. */
function isStored({ primaryKey }: Collection, { item }: LoadedItem): boolean {
  return (item[primaryKey] ?? null) !== null;
}

/** One store for as long as the page is open; another model, or the item read again, comes into it. */
function useStore(collection: Collection, loaded: LoadedItem, isNew: boolean) {
  const model = useModel();
  const [store] = useState(() => {
    const made = new FormStore(formFields(collection), isNew ? {} : loaded.item, shapeOf(collection, model));
    if (isNew) made.begin(loaded.item);
    return made;
  });
  const [lost, setLost] = useState<readonly Field[]>([]);
  const known = useRef(collection);
  useEffect(() => {
    if (known.current === collection) return;
    known.current = collection;
    setLost(store.adopt(formFields(collection), shapeOf(collection, model)));
  }, [collection, model, store]);
  return { store, lost };
}

/** Read again (another tab came to the front, somebody signed in): shown at once where nobody typed, else only told. */
function useNewerVersion(store: FormStore, loaded: LoadedItem, seen: { current: string | null }): boolean {
  const shown = useRef(loaded);
  const [hasNewer, setNewer] = useState(false);
  useEffect(() => {
    if (shown.current === loaded) return;
    shown.current = loaded;
    if (loaded.etag === seen.current) return setNewer(false);
    if (store.isDirty()) return setNewer(true);
    store.load(loaded.item);
    seen.current = loaded.etag;
    setNewer(false);
  }, [store, loaded, seen]);
  return hasNewer;
}

/** In a text the browser takes back letters; elsewhere we take back changes. */
function takeBack(event: KeyboardEvent, store: FormStore, destination: Signal<Destination | null>): void {
  const isLetter = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.altKey;
  if (!isLetter || event.defaultPrevented || isText(event.target)) return;
  event.preventDefault();
  const field = event.shiftKey ? store.redo() : store.undo();
  if (field !== null) destination.set({ field });
}

function isText(target: EventTarget): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isLine =
    target instanceof HTMLInputElement && !target.readOnly && !["checkbox", "radio", "button"].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || isLine;
}
