import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The journey that makes the first administrator is the first: without one there is no sign-in. */
class SetUpFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => (moduleId.endsWith("/session.spec.ts") ? "" : moduleId);
    return [...files].sort((one, other) => place(one).localeCompare(place(other)));
  }
}

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
    sequence: { sequencer: SetUpFirst },
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
