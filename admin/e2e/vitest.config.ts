import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Journeys through the real app, served by the real binary, in a real browser. One after the other: they share a server.
export default defineConfig({
  test: {
    root: fileURLToPath(new URL(".", import.meta.url)),
    include: [
      process.env.TYPING !== undefined
        ? "typing.ts"
        : process.env.SCREENSHOTS === undefined
          ? "**/*.spec.ts"
          : "screenshots.ts",
    ],
    globalSetup: ["./server.ts"],
    environment: "node",
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
