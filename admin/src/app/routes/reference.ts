import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell";

interface Search {
  readonly collection?: string | undefined;
  readonly language?: "fetch" | "client" | undefined;
}

export const referenceRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/reference",
  validateSearch: ({ collection, language }: Record<string, unknown>): Search => ({
    collection: typeof collection === "string" ? collection : undefined,
    language: language === "fetch" || language === "client" ? language : undefined,
  }),
  component: lazyRouteComponent(() => import("@/features/reference/reference-page"), "ReferencePage"),
});
