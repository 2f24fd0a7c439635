import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell";

const NAMES = ["role", "user", "action", "collection", "item", "field"] as const;

type WhySearch = { readonly [Name in (typeof NAMES)[number]]?: string | undefined };

export const whyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/why",
  validateSearch: (search: Record<string, unknown>): WhySearch =>
    Object.fromEntries(
      NAMES.map((name) => {
        const value = search[name];
        return [name, typeof value === "string" && value !== "" ? value : undefined];
      }),
    ),
  component: lazyRouteComponent(() => import("@/features/access/why-page"), "WhyPage"),
});
