import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell";
import { sectionSearch } from "./with-section";

export const userRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/users/$id",
  validateSearch: sectionSearch,
  component: lazyRouteComponent(() => import("@/features/people/user-page"), "UserPage"),
});
