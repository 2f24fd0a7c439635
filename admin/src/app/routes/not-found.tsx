import { createRoute } from "@tanstack/react-router";
import { MissingPage } from "@/components/missing-page/missing-page";
import { shellRoute } from "./shell";

/** Within the shell, so that one finds the way back. */
export const notFoundRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "$",
  component: MissingPage,
});
