/// <reference types="vitest/config" />
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The server that `npm run dev` talks to: the one that `make run` starts, unless said otherwise.
const server = process.env.QUINTET_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  base: "/admin/",
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // The API is asked by the name of the page, as it is later: passkeys belong to a name.
  server: {
    proxy: {
      "/api": { target: server, changeOrigin: false },
      "/docs": server,
      "/favicon.svg": server,
      "/style.css": server,
    },
  },
  // The server puts a new one in its place at every answer; its policy lets no script and no style in without it.
  html: { cspNonce: "{nonce}" },
  build: {
    // Below a folder that is always there and that cargo watches.
    outDir: "dist/app",
    target: "es2022",
    manifest: true,
    // Nothing may stand in the page or in the styles as a data: address, so that the policy of the page stays short.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
    // What the fields say of themselves is small and needed at once: one file compresses better than sixty. Their inputs are not.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: "fields",
              test: /src\/fields\/(?:[^/]+\/(?:definition|cell|choices|dot)\.tsx?|[^/]+\.ts|[^/]*cell\.tsx)$/,
            },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
  },
});
