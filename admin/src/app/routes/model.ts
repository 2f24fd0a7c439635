import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell";

export const modelRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/model",
  validateSearch: ({ view }: Record<string, unknown>): { view?: "diagram" | "plan" | undefined } => ({
    view: view === "diagram" || view === "plan" ? view : undefined,
  }),
  component: lazyRouteComponent(() => import("@/features/model/model-page"), "ModelPage"),
});
