import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell";
import { sectionSearch } from "./with-section";

export const roleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/roles/$role",
  validateSearch: sectionSearch,
  component: lazyRouteComponent(() => import("@/features/access/role-page"), "RolePage"),
});
