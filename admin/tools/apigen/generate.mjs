// Writes src/api/schema.ts from openapi/openapi.json. `--check` compares instead, and fails when it is not fresh.
// In a folder of its own, because the generator needs TypeScript 5 and the app is checked by TypeScript 7.
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../../../openapi/openapi.json", import.meta.url);
const target = new URL("../../src/api/schema.ts", import.meta.url);
const document = JSON.parse(readFileSync(source, "utf8"));

// Collections are known at run time: typing the example's would type nobody else's.
for (const path of Object.keys(document.paths)) {
  if (path.startsWith("/items/")) delete document.paths[path];
}
const { schemas } = document.components;
const kept = new Set(["errors", "aggregate", "filter", "query", "group"]);
for (const name of Object.keys(schemas)) {
  if (!name.startsWith("quintet_") && !kept.has(name)) delete schemas[name];
}
leaveOpen(document);

/** What leads to a collection of the example is any object. */
function leaveOpen(node) {
  if (node === null || typeof node !== "object") return;
  const name = node.$ref?.match(/^#\/components\/schemas\/(.+)$/)?.[1];
  if (name !== undefined && !(name in schemas)) {
    delete node.$ref;
    Object.assign(node, { type: "object", additionalProperties: true });
  }
  for (const part of Object.values(node)) leaveOpen(part);
}

const header = "// Made by tools/apigen from openapi/openapi.json (npm run apigen). Do not edit.\n\n";
const text = header + astToString(await openapiTS(document));
if (process.argv.includes("--check")) {
  const isFresh = readFileSync(target, "utf8") === text;
  console.log(isFresh ? "schema.ts is fresh" : "schema.ts is not what openapi.json says: npm run apigen");
  process.exitCode = isFresh ? 0 : 1;
} else {
  writeFileSync(target, text);
}
