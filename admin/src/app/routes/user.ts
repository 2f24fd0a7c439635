import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell";

export const userRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/users/$id",
  component: lazyRouteComponent(() => import("@/features/people/user-page"), "UserPage"),
});
