import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell";

export const rolesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/roles",
  component: lazyRouteComponent(() => import("@/features/access/roles-page"), "RolesPage"),
});
