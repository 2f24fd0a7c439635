import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell";

export const mediaRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/media",
  component: lazyRouteComponent(() => import("@/features/media/media-page"), "MediaPage"),
});
