import { expect, test } from "vitest";
import { makeCollection, makeField } from "@/testing/factories";
import { actionsOf, sample } from "./samples";

const none = { access: "none", fields: new Set<string>(), presets: {} } as const;
const fields = [
  makeField({ name: "id", kind: "uuid", isKey: true }),
  makeField({ name: "title", isRequired: true }),
  makeField({ name: "status", kind: "select", isRequired: true, options: { options: [{ value: "draft" }] } }),
];
const collection = makeCollection({ fields });
const origin = "https://cms.example";

test("only what the caller may do is offered, and a singleton is neither made nor deleted", () => {
  const { permissions } = collection;
  expect(actionsOf({ ...collection, permissions: { ...permissions, delete: none } })).toEqual([
    "list",
    "read",
    "create",
    "update",
  ]);
  expect(actionsOf({ ...collection, isSingleton: true })).toEqual(["list", "update"]);
});

test("a request to create holds what is required", () => {
  expect(sample("curl", "create", collection, origin)).toBe(
    [
      'curl -X POST "https://cms.example/api/items/articles" \\',
      '  -H "Authorization: Bearer $TOKEN" \\',
      '  -H "Content-Type: application/json" \\',
      `  -d '{"title":"…","status":"draft"}'`,
    ].join("\n"),
  );
});

test("the client's commands fit the collection", () => {
  expect(sample("client", "list", collection, origin)).toContain(
    'readItems("articles", { fields: ["id","title","status"], limit: 10 })',
  );
  expect(sample("client", "list", { ...collection, isSingleton: true }, origin)).toContain("readSingleton(");
  expect(sample("client", "read", { ...collection, isSystem: true, itemsPath: "/users" }, origin)).toContain(
    'path: "/users/ID"',
  );
});

test("a delete has no answer to read", () => {
  expect(sample("fetch", "delete", collection, origin)).not.toContain("json()");
});
