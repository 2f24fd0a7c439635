import { createRootRoute, Outlet } from "@tanstack/react-router";
import { BrokenPage } from "@/components/broken-page/broken-page";
import { MissingPage } from "@/components/missing-page/missing-page";

export const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: MissingPage,
  errorComponent: BrokenPage,
});
