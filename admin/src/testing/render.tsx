import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render as renderPlain } from "@testing-library/react";
import { type ReactNode, Suspense } from "react";
import { ModelContext } from "@/api/model-context";
import { theme } from "@/styles/theme";
import { makeModel } from "./factories";

/** Draws something with what every page has around it, and waits for what it loads at once. */
export async function render(children: ReactNode) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return await act(async () =>
    renderPlain(
      <MantineProvider theme={theme} env="test">
        <QueryClientProvider client={client}>
          <ModelContext value={makeModel()}>
            <Suspense>{children}</Suspense>
          </ModelContext>
        </QueryClientProvider>
      </MantineProvider>,
    ),
  );
}
