// How much JavaScript a browser loads before the list shows: the entry, the list's page, and all that they import, gzipped. Ends with an error above the budget.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET = 250_000;
const dist = new URL("../dist/app/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
const START = ["index.html", "src/features/content/list-page.tsx", "src/i18n/locales/en.ts"];

const files = new Set();
function add(name) {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`the build has no chunk for ${name}`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const imported of chunk.imports ?? []) add(imported);
}
for (const name of START) add(name);

const sizes = [...files].map((file) => [file, gzipSync(readFileSync(new URL(file, dist))).length]);
const total = sizes.reduce((sum, [, size]) => sum + size, 0);
for (const [file, size] of sizes.toSorted((left, right) => right[1] - left[1]).slice(0, 5)) {
  console.log(`  ${(size / 1000).toFixed(1).padStart(6)} kB  ${file}`);
}
console.log(`first list: ${(total / 1000).toFixed(1)} kB of ${BUDGET / 1000} kB gzip, in ${files.size} files`);
process.exitCode = total > BUDGET ? 1 : 0;
