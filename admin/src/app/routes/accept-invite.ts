import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "./root";
import { tokenSearch } from "./with-token";

export const acceptInviteRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/accept-invite",
  validateSearch: tokenSearch,
  component: lazyRouteComponent(() => import("@/features/auth/new-password-page"), "AcceptInvitationPage"),
});
