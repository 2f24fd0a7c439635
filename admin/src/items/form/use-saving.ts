/** Sends a form's changes, and knows what to do with every answer: problems go to their fields, a conflict is shown, a server that is gone is asked again. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isApiError, Unreachable } from "@/api/errors";
import { createItem, type Item, type ItemId, itemId, type LoadedItem, readItem, updateItem } from "@/api/items";
import { keys } from "@/api/keys";
import { readMe } from "@/api/me";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { keptToken, sessionState } from "@/api/session";
import { useErrorText } from "@/hooks/use-error-text";
import { useLabel } from "@/hooks/use-label";
import { useSignal } from "@/hooks/use-signal";
import { makeUuid } from "@/lib/uuid";
import { brokenRules, localProblems, type Problems, serverProblems } from "./check";
import type { FormStore } from "./form-store";
import { isWritable } from "./layout";

export type SavingState =
  | { readonly kind: "idle" | "saving" | "saved" | "signedOut" | "gone" }
  /** The server does not answer; asked again by itself. */
  | { readonly kind: "waiting"; readonly tries: number }
  | { readonly kind: "refused"; readonly messages: readonly string[] }
  | { readonly kind: "conflict"; readonly theirs: LoadedItem };

interface Saving {
  readonly collection: Collection;
  readonly store: FormStore;
  readonly id: ItemId | null;
  readonly isNew: boolean;
  /** The version that is being changed. */
  readonly seen: string | null;
  /** What is asked for in the answer. */
  readonly fields: string;
  readonly onSaved: (written: LoadedItem, id: ItemId | null) => void;
  readonly onProblems: () => void;
}

const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 20_000;

export function useSaving(saving: Saving) {
  const { collection, store, isNew } = saving;
  const [state, setState] = useState<SavingState>({ kind: "idle" });
  const seen = useRef(saving.seen);
  const check = useCheck(saving);
  const explain = useExplain(saving, setState);
  const made = useRef<string | null>(null);
  const client = useQueryClient();
  const newest = useRef(saving);
  newest.current = saving;
  const send = useCallback(async () => {
    const { id, fields, onSaved } = newest.current;
    setState({ kind: "saving" });
    const sent = store.all();
    const body = store.changes((field) => isWritable(collection, field, isNew));
    const query = { fields };
    try {
      const written = isNew
        ? await create(collection, body, query, made)
        : await updateItem(collection, id, body, { seen: seen.current, query });
      seen.current = written.etag;
      store.settle(written.item, sent);
      setState({ kind: "saved" });
      onSaved(written, itemId(collection, written.item));
      client.invalidateQueries({ queryKey: keys.collection(collection.name) });
    } catch (error) {
      await explain(error);
    }
  }, [collection, store, isNew, client, explain]);
  useTryAgain(state, send);
  const submit = useCallback(() => {
    const problems = check();
    if (problems === null) return send();
    setState({ kind: "refused", messages: problems });
    newest.current.onProblems();
  }, [check, send]);
  const resolve = useCallback(
    (theirs: LoadedItem, wanted: ReadonlySet<string>) => {
      seen.current = theirs.etag;
      store.rebase(theirs.item, wanted);
      return send();
    },
    [store, send],
  );
  return { state, submit, resolve, dismiss: useCallback(() => setState({ kind: "idle" }), []), seen };
}

/** The id is ours where it may be, so that a request whose answer was lost can be sent again without making a second item. */
async function create(
  collection: Collection,
  body: Item,
  query: { readonly fields: string },
  made: { current: string | null },
): Promise<LoadedItem> {
  const key = collection.fields.find((field) => field.isKey);
  if (key?.kind !== "uuid" || !collection.permissions.create.fields.has(key.name))
    return createItem(collection, body, query);
  const isAgain = made.current !== null;
  const id = made.current ?? makeUuid();
  made.current = id;
  try {
    return await createItem(collection, { [key.name]: id, ...body }, query);
  } catch (error) {
    if (!isApiError(error)) throw error;
    if (isAgain && error.has("RECORD_NOT_UNIQUE")) {
      const there = await readItem(collection, id, query).catch(() => null);
      if (there !== null) return there;
    }
    made.current = null;
    throw error;
  }
}

/** Null: nothing is wrong as far as can be told here. Else what is to be said beside the fields. */
function useCheck({ collection, store, isNew }: Saving) {
  const { t } = useTranslation(["fields", "form"]);
  const { t: tField } = useTranslation("fields");
  const model = useModel();
  const labelOf = useLabel();
  return useCallback((): readonly string[] | null => {
    const writable = new Set(
      store.fields.filter((field) => isWritable(collection, field, isNew)).map(({ name }) => name),
    );
    const problems: Problems = localProblems(store, (name) => writable.has(name), tField);
    store.showProblems(problems);
    const rules = brokenRules(store, collection, model).map((label) => labelOf({ name: "", label }));
    if (problems.size === 0 && rules.length === 0) return null;
    return problems.size === 0 ? rules : [t("form:lookAgain", { count: problems.size }), ...rules];
  }, [collection, store, isNew, t, tField, model, labelOf]);
}

/** What an error means for the form. */
function useExplain(
  { collection, store, id, isNew, fields, onProblems }: Saving,
  setState: (state: SavingState) => void,
) {
  const { t } = useTranslation("form");
  const { t: tField } = useTranslation("fields");
  const describe = useErrorText();
  const client = useQueryClient();
  const problemsShown = useRef(onProblems);
  problemsShown.current = onProblems;
  return useCallback(
    async (error: unknown): Promise<void> => {
      if (error instanceof Unreachable) return setState({ kind: "waiting", tries: 0 });
      if (!isApiError(error)) return setState({ kind: "refused", messages: [describe(error)] });
      if (error.status === 401 || (error.status === 403 && !(await isSignedIn())))
        return setState({ kind: "signedOut" });
      if (error.status === 412) {
        const theirs = await readItem(collection, id, { fields }).catch(() => null);
        return setState(theirs === null ? { kind: "waiting", tries: 0 } : { kind: "conflict", theirs });
      }
      if (error.status === 404 && !isNew) return setState({ kind: "gone" });
      // What one may do, or the model itself, is not what it was when the form was opened.
      if (error.status === 403 || error.status === 400) void client.invalidateQueries({ queryKey: keys.model });
      const { byField, rest } = serverProblems(store, error, tField);
      store.showProblems(byField);
      const general = rest.length > 0 ? (error.status === 403 ? [describe(error)] : rest) : [];
      setState({
        kind: "refused",
        messages:
          byField.size > 0
            ? [t("lookAgain", { count: byField.size }), ...general]
            : general.length > 0
              ? general
              : [describe(error)],
      });
      if (byField.size > 0) problemsShown.current();
    },
    [collection, store, id, isNew, fields, client, describe, t, tField, setState],
  );
}

/** Without a session one is anybody, and a refusal may only mean that. Asking tells the app too, which lets one sign in over the page. */
async function isSignedIn(): Promise<boolean> {
  if (keptToken() !== null) return true;
  return readMe("id").then(
    () => true,
    (error) => !isApiError(error) || error.status !== 401,
  );
}

/** When the server is back, or somebody has signed in again: what was to be saved is saved. */
function useTryAgain(state: SavingState, send: () => Promise<void>): void {
  const session = useSignal(sessionState);
  const tries = useRef(0);
  useEffect(() => {
    if (state.kind === "saved") tries.current = 0;
    if (state.kind === "signedOut" && session === "in") void send();
    if (state.kind !== "waiting") return;
    const again = () => {
      tries.current += 1;
      void send();
    };
    const timer = setTimeout(again, Math.min(FIRST_PAUSE * 2 ** tries.current, LONGEST_PAUSE));
    window.addEventListener("online", again);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("online", again);
    };
  }, [state, session, send]);
}
