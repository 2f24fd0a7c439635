import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import { type ItemRequest, ItemRequestContext } from "@/fields/item-request";

const ItemDrawer = lazy(() => import("./item-drawer").then((module) => ({ default: module.ItemDrawer })));

/** Lets the fields below open other items in a drawer; those in the drawer open theirs over it. */
export function ItemDrawers({ children }: { readonly children: ReactNode }) {
  const [request, setRequest] = useState<ItemRequest | null>(null);
  const close = useCallback(() => setRequest(null), []);
  return (
    <ItemRequestContext value={setRequest}>
      {children}
      {request !== null && (
        <Suspense>
          <ItemDrawer request={request} onClose={close} />
        </Suspense>
      )}
    </ItemRequestContext>
  );
}
