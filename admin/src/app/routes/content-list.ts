import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { listSearch } from "@/items/table/list-state";
import { shellRoute } from "./shell";

export const contentListRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/content/$collection",
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import("@/features/content/list-page"), "ListPage"),
});
