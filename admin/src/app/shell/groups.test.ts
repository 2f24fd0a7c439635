import { expect, test } from "vitest";
import { makeCollection, makeModel } from "@/testing/factories";
import { groupsOf } from "./groups";

const none = { access: "none", fields: new Set<string>(), presets: {} } as const;

test("groups come in the order of the models, what has none last, what may not be read not at all", () => {
  const ordinary = makeCollection();
  const model = makeModel([
    makeCollection({ name: "loose" }),
    makeCollection({ name: "articles", group: "Newsroom" }),
    makeCollection({ name: "pages", group: "Site" }),
    makeCollection({ name: "tags", group: "Newsroom" }),
    makeCollection({ name: "secret", permissions: { ...ordinary.permissions, read: none } }),
    makeCollection({ name: "quintet_users", isSystem: true }),
  ]);
  const groups = groupsOf(model).map((group) => [group.name, group.collections.map((one) => one.name)]);
  expect(groups).toEqual([
    ["Newsroom", ["articles", "tags"]],
    ["Site", ["pages"]],
    [null, ["loose"]],
  ]);
});
