import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell";
import { sectionSearch } from "./with-section";

export const accountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/account",
  validateSearch: sectionSearch,
  component: lazyRouteComponent(() => import("@/features/people/account-page"), "AccountPage"),
});
