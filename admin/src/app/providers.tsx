import { DirectionProvider, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { directionOf, isLanguage } from "@/i18n/languages";
import { pageNonce } from "@/lib/nonce";
import { cssVariables, theme } from "@/styles/theme";

const TRIES = 3;

/** A refusal is not going to change by asking again; a server that is gone may come back. */
function shouldRetry(failures: number, error: Error): boolean {
  return failures < TRIES && !(isApiError(error) && error.status < 500);
}

function newClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { retry: shouldRetry, staleTime: 10_000 }, mutations: { retry: false } },
  });
}

export function Providers({ children }: { readonly children: ReactNode }) {
  const [client] = useState(newClient);
  const { i18n } = useTranslation();
  const direction = isLanguage(i18n.language) ? directionOf(i18n.language) : "ltr";
  return (
    <DirectionProvider key={direction} initialDirection={direction} detectDirection={false}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => pageNonce() ?? ""}
      >
        <QueryClientProvider client={client}>
          {children}
          <Notifications position="bottom-center" />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
