import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell";

export const contentImportRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/content/$collection/import",
  component: lazyRouteComponent(() => import("@/features/import/import-page"), "ImportPage"),
});
