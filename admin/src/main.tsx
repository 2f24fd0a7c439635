import "@fontsource-variable/inter";
// First: it names the order of the layers.
import "./styles/layers.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Providers } from "./app/providers";
import { router } from "./app/router";
import { startI18n } from "./i18n/i18n";
import { nameNonce } from "./lib/nonce";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

nameNonce();
await startI18n();
createRoot(root).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
