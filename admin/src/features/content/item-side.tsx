import { lazy, Suspense } from "react";
import { mayReadActivity } from "@/api/activity";
import type { Item } from "@/api/items";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { ItemFacts } from "./item-facts";

const ItemActivity = lazy(() => import("./item-activity").then((module) => ({ default: module.ItemActivity })));

/** What is known of a stored item beside what is in its form. */
export function ItemSide({ collection, item }: { readonly collection: Collection; readonly item: Item }) {
  const id = item[collection.primaryKey];
  const isLogged = mayReadActivity(useModel());
  return (
    <>
      <ItemFacts collection={collection} item={item} />
      {isLogged && (typeof id === "string" || typeof id === "number") && (
        <Suspense>
          <ItemActivity collection={collection} id={String(id)} />
        </Suspense>
      )}
    </>
  );
}
