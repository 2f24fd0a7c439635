import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { act, render as renderPlain } from "@testing-library/react";
import { type ReactNode, Suspense } from "react";
import { ModelContext } from "@/api/model-context";
import type { Model } from "@/api/model-types";
import { theme } from "@/styles/theme";
import { makeModel } from "./factories";

/** Draws something with what every page has around it, and waits for what it loads at once. */
export async function render(children: ReactNode, model: Model = makeModel()) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return await act(async () =>
    renderPlain(
      <MantineProvider theme={theme} env="test">
        <QueryClientProvider client={client}>
          <ModelContext value={model}>
            <Suspense>{children}</Suspense>
          </ModelContext>
        </QueryClientProvider>
      </MantineProvider>,
    ),
  );
}

/** The same at a place of the app, for what has links or asks where it is. */
export async function renderAt(address: string, children: ReactNode, model: Model = makeModel()) {
  const root = createRootRoute({
    component: () => (
      <>
        {children}
        <Outlet />
      </>
    ),
  });
  const routes = ["/", "/content/$collection", "/content/$collection/$id"].map((path) =>
    createRoute({ getParentRoute: () => root, path }),
  );
  const router = createRouter({
    routeTree: root.addChildren(routes),
    history: createMemoryHistory({ initialEntries: [address] }),
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  });
  const drawn = await render(<RouterProvider router={router as never} />, model);
  return { ...drawn, router };
}
