/** The model for components: a context that `app/` fills once it is loaded. */
import { createContext, useContext } from "react";
import type { Collection, Model } from "./model-types";

export const ModelContext = createContext<Model | null>(null);

export function useModel(): Model {
  const model = useContext(ModelContext);
  if (model === null) throw new Error("useModel outside of the pages that need a model");
  return model;
}

export function useCollection(name: string): Collection | undefined {
  return useModel().collections.get(name);
}
