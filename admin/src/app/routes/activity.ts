import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { activitySearch } from "@/items/activity/search";
import { shellRoute } from "./shell";

export const activityRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/activity",
  validateSearch: activitySearch,
  component: lazyRouteComponent(() => import("@/features/activity/activity-page"), "ActivityPage"),
});
