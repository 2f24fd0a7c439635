import { expect, test } from "vitest";
import { makeCollection } from "@/testing/factories";
import { ACTIONS, fieldChoiceOf, hasAction, levelOf, withFields, withPart, withRow, withRule } from "./rules";

const REPORTER = {
  tags: "all",
  sections: { read: true, update: false },
  articles: { read: {}, update: { filter: { status: { _eq: "draft" } } }, publish: true },
};

test("a cell is nothing, all or a rule", () => {
  const levels = (collection: string) => ACTIONS.map((action) => levelOf(REPORTER, collection, action));
  expect(levels("tags")).toEqual(["all", "all", "all", "all"]);
  expect(levels("sections")).toEqual(["none", "all", "none", "none"]);
  expect(levels("articles")).toEqual(["none", "all", "custom", "none"]);
  expect(levels("unknown")).toEqual(["none", "none", "none", "none"]);
});

test("what is changed is written as short as people write it, and the rest stays", () => {
  expect(withRule(REPORTER, "tags", "delete", false).tags).toEqual({ create: true, read: true, update: true });
  expect(withRule(withRule(REPORTER, "tags", "delete", false), "tags", "delete", true).tags).toBe("all");
  expect(withRule(REPORTER, "sections", "read", false)).toEqual({ tags: "all", articles: REPORTER.articles });
  expect(withRule(REPORTER, "articles", "update", {}).articles).toEqual({ read: {}, publish: true, update: true });
});

test("a row at once gives what the collection has", () => {
  const one = makeCollection({ name: "site", isSingleton: true });
  expect(withRow({}, one, ACTIONS)).toEqual({ site: { read: true, update: true } });
  expect(withRow({ site: "all" }, one, [])).toEqual({});
  expect(ACTIONS.filter((action) => hasAction(makeCollection({ isView: true }), action))).toEqual(["read"]);
  expect(withRow({}, makeCollection(), ACTIONS)).toEqual({ articles: "all" });
});

test.each([
  [{}, { kind: "all", names: [] }],
  [{ fields: ["*"] }, { kind: "all", names: [] }],
  [{ fields: ["title", "body"] }, { kind: "only", names: ["title", "body"] }],
  [{ fields: ["*", "-slug"] }, { kind: "except", names: ["slug"] }],
  [{ fields: [] }, { kind: "only", names: [] }],
] as const)("fields %j", (rule, choice) => {
  expect(fieldChoiceOf(rule)).toEqual(choice);
  expect(fieldChoiceOf(withFields({ filter: {} }, choice))).toEqual(choice);
});

test("a part that says nothing is not written", () => {
  expect(withPart({ fields: ["title"] }, "filter", {})).toEqual({ fields: ["title"] });
  expect(withPart({ filter: { id: { _eq: 1 } } }, "filter", null)).toEqual({});
  expect(withPart({}, "preset", { status: "draft" })).toEqual({ preset: { status: "draft" } });
});
