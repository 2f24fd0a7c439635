import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell";

// No id has a `+`: an item that is called "import" keeps its page.
export const contentImportRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/content/$collection/+import",
  component: lazyRouteComponent(() => import("@/features/import/import-page"), "ImportPage"),
});
