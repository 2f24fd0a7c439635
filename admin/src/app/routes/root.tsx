import { createRootRoute, Outlet } from "@tanstack/react-router";
import { MissingPage } from "@/components/missing-page/missing-page";
import { ErrorNotice } from "@/components/notice/error-notice";

export const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: MissingPage,
  errorComponent: ({ error, reset }) => <ErrorNotice error={error} onRetry={reset} />,
});
