import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "./root";
import { nextSearch } from "./with-next";

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: nextSearch,
  component: lazyRouteComponent(() => import("@/features/auth/sign-in-page"), "SignInPage"),
});
