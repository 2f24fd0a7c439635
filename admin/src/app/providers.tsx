import { DirectionProvider, MantineProvider, mergeThemeOverrides } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import { directionOf, isLanguage } from "@/i18n/languages";
import { pageNonce } from "@/lib/nonce";
import { cssVariables, theme } from "@/styles/theme";

/** What they say waits in a store until they are there; the first list does not wait for them. */
const Notifications = lazy(() =>
  import("@mantine/notifications").then((module) => ({ default: module.Notifications })),
);

const ProjectLook = lazy(() => import("./project-look").then((module) => ({ default: module.ProjectLook })));

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
  const { t, i18n } = useTranslation("shell");
  const named = useMemo(() => {
    const Notification = { defaultProps: { closeButtonProps: { "aria-label": t("close") } } };
    return mergeThemeOverrides(theme, { components: { Notification } });
  }, [t]);
  const direction = isLanguage(i18n.language) ? directionOf(i18n.language) : "ltr";
  return (
    <DirectionProvider key={direction} initialDirection={direction} detectDirection={false}>
      <MantineProvider
        theme={named}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => pageNonce() ?? ""}
      >
        <QueryClientProvider client={client}>
          {children}
          <Suspense>
            <ProjectLook />
          </Suspense>
          <Suspense>
            <Notifications position="bottom-center" />
          </Suspense>
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
