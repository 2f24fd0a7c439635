import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell";

export const roleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/roles/$role",
  component: lazyRouteComponent(() => import("@/features/access/role-page"), "RolePage"),
});
