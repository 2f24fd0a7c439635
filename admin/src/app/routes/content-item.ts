import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell";

/** The id `+` is an item that is not there yet. */
export const contentItemRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/content/$collection/$id",
  component: lazyRouteComponent(() => import("@/features/content/item-page"), "ItemPage"),
});
