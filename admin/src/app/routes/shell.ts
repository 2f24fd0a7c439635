import { createRoute } from "@tanstack/react-router";
import { MissingPage } from "@/components/missing-page/missing-page";
import { Shell } from "../shell/shell";
import { rootRoute } from "./root";

/** Everything that needs somebody who is signed in, with the navigation around it. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  component: Shell,
  notFoundComponent: MissingPage,
});
