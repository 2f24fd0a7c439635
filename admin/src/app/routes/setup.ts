import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "./root";
import { tokenSearch } from "./with-token";

export const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/setup",
  validateSearch: tokenSearch,
  component: lazyRouteComponent(() => import("@/features/auth/setup-page"), "SetupPage"),
});
