import { useCallback, useSyncExternalStore } from "react";
import type { FormStore } from "./form-store";

export function useDirty(store: FormStore): boolean {
  return useSyncExternalStore(
    useCallback((follower: () => void) => store.follow("*", follower), [store]),
    () => store.isDirty(),
  );
}
