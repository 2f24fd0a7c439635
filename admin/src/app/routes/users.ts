import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "./shell";

interface UsersSearch {
  readonly search?: string | undefined;
  readonly role?: string | undefined;
  readonly status?: string | undefined;
  readonly page?: string | undefined;
}

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

export const usersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/users",
  validateSearch: ({ search, role, status, page }: Record<string, unknown>): UsersSearch => ({
    search: text(search),
    role: text(role),
    status: text(status),
    page: text(page),
  }),
  component: lazyRouteComponent(() => import("@/features/people/users-page"), "UsersPage"),
});
