import { createRootRoute, Outlet } from "@tanstack/react-router";
import { MissingPage } from "@/components/missing-page/missing-page";
import { BrokenPage } from "../broken";

export const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: MissingPage,
  errorComponent: BrokenPage,
});
