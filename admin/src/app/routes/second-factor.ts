import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "./root";
import { nextSearch } from "./with-next";

export const secondFactorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/second-factor",
  validateSearch: nextSearch,
  component: lazyRouteComponent(() => import("@/features/auth/second-factor-page"), "SecondFactorPage"),
});
