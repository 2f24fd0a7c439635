/** All pages. To add one: a thin file in `routes`, and a row here. */
import { createRouter } from "@tanstack/react-router";
import { Loading } from "@/components/loading/loading";
import { BrokenPage } from "./broken";
import { acceptInviteRoute } from "./routes/accept-invite";
import { accountRoute } from "./routes/account";
import { activityRoute } from "./routes/activity";
import { contentImportRoute } from "./routes/content-import";
import { contentItemRoute } from "./routes/content-item";
import { contentListRoute } from "./routes/content-list";
import { dashboardRoute } from "./routes/dashboard";
import { forgotPasswordRoute } from "./routes/forgot-password";
import { mediaRoute } from "./routes/media";
import { modelRoute } from "./routes/model";
import { notFoundRoute } from "./routes/not-found";
import { referenceRoute } from "./routes/reference";
import { resetPasswordRoute } from "./routes/reset-password";
import { roleRoute } from "./routes/role";
import { rolesRoute } from "./routes/roles";
import { rootRoute } from "./routes/root";
import { secondFactorRoute } from "./routes/second-factor";
import { settingsRoute } from "./routes/settings";
import { setupRoute } from "./routes/setup";
import { shellRoute } from "./routes/shell";
import { signInRoute } from "./routes/sign-in";
import { tokensRoute } from "./routes/tokens";
import { userRoute } from "./routes/user";
import { usersRoute } from "./routes/users";
import { whyRoute } from "./routes/why";

const routes = rootRoute.addChildren([
  signInRoute,
  secondFactorRoute,
  setupRoute,
  forgotPasswordRoute,
  resetPasswordRoute,
  acceptInviteRoute,
  shellRoute.addChildren([
    dashboardRoute,
    contentListRoute,
    contentImportRoute,
    contentItemRoute,
    mediaRoute,
    accountRoute,
    activityRoute,
    usersRoute,
    userRoute,
    tokensRoute,
    rolesRoute,
    roleRoute,
    whyRoute,
    settingsRoute,
    modelRoute,
    referenceRoute,
    notFoundRoute,
  ]),
]);

export const router = createRouter({
  routeTree: routes,
  basepath: "/admin",
  defaultPreload: "intent",
  defaultPendingComponent: Loading,
  // In the place of the page: what is around it stays.
  defaultErrorComponent: BrokenPage,
  scrollRestoration: true,
  // Parameters are plain texts, as the API reads them; the router's own form would be JSON.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch,
});

function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === "string" && value !== "") parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
