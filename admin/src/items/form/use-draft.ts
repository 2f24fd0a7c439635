import { useEffect, useState } from "react";
import { type Draft, forgetDraft, keepDraft, keptDraft } from "./draft";
import type { FormStore } from "./form-store";
import { usePerson } from "./use-person";

const PAUSE = 400;

interface Options {
  /** Made by `draftKey`, for this person. */
  readonly keyFor: (person: string) => string;
  readonly seen: { readonly current: string | null };
}

/** Keeps what is typed, and gives what was kept when the form was opened. */
export function useDraft(store: FormStore, { keyFor, seen }: Options) {
  const person = usePerson();
  const key = person === null ? null : keyFor(person);
  const [found, setFound] = useState<Draft | null>(null);
  useEffect(() => {
    let isHere = true;
    if (key === null) return;
    void keptDraft(key, store.fields).then((draft) => isHere && !store.isDirty() && setFound(draft));
    return () => {
      isHere = false;
    };
  }, [key, store]);
  useKeeping(store, key, seen);
  const restore = () => {
    if (found !== null) store.restore(found.values);
    setFound(null);
  };
  const discard = () => {
    if (key !== null) void forgetDraft(key);
    setFound(null);
  };
  return { found, restore, discard };
}

function useKeeping(store: FormStore, key: string | null, seen: { readonly current: string | null }): void {
  useEffect(() => {
    if (key === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let hasTyped = false;
    const save = () => void keepDraft(key, store, seen.current);
    const wait = () => {
      hasTyped ||= store.isDirty();
      // Nothing was typed here yet: an older draft that waits for an answer stays.
      if (!hasTyped) return;
      clearTimeout(timer);
      timer = setTimeout(save, PAUSE);
    };
    const leave = () => hasTyped && save();
    const stop = store.follow("*", wait);
    document.addEventListener("visibilitychange", leave);
    return () => {
      stop();
      clearTimeout(timer);
      leave();
      document.removeEventListener("visibilitychange", leave);
    };
  }, [store, key, seen]);
}
