import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { keys } from "@/api/keys";
import { readMe } from "@/api/people";
import { keptToken } from "@/api/session";
import { asText } from "@/lib/json";
import { type Draft, forgetDraft, keepDraft, keptDraft } from "./draft";
import type { FormStore } from "./form-store";

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

/** Who types: a user, or a token by the part of it that is no secret. */
function usePerson(): string | null {
  const token = keptToken();
  const me = useQuery({
    queryKey: keys.me,
    queryFn: ({ signal }) => readMe(signal),
    retry: false,
    enabled: token === null,
  });
  return token === null ? asText(me.data?.id) : (token.split("_")[1] ?? "token");
}
