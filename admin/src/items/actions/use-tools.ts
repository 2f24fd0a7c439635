import { useCallback, useMemo } from "react";
import type { ActionsBase } from "./actions-base";
import type { ActionTools } from "./define-action";
import { useRemove } from "./use-remove";

/** The tools of actions: what the list gives, and what is the same for all lists. */
export function useTools({ collection, open, copy, show, clear, step }: ActionsBase): ActionTools {
  const remove = useRemove();
  const removing = useCallback<ActionTools["remove"]>(
    (ids, items) => {
      clear();
      remove(collection, ids, items);
    },
    [clear, remove, collection],
  );
  return useMemo(() => ({ open, copy, show, step, remove: removing }), [open, copy, show, step, removing]);
}
