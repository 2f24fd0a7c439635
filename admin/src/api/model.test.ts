import { expect, test } from "vitest";
import { modelOf } from "./model";

const nothing = { collections: [], fields: [], relations: [], permissions: {}, globals: {}, info: {} };

test("an answer that is nonsense gives an empty model, not an exception", () => {
  const model = modelOf({ collections: "?", fields: null, relations: 3, permissions: [], globals: null, info: "" });
  expect(model.collections.size).toBe(0);
  expect(model.isAdmin).toBe(false);
});

test("a system collection has a path of its own", () => {
  const collections = [
    { collection: "quintet_users", meta: { system: true } },
    { collection: "articles", meta: {} },
  ];
  const model = modelOf({ ...nothing, collections });
  expect(model.collections.get("quintet_users")?.itemsPath).toBe("/users");
  expect(model.collections.get("articles")?.itemsPath).toBe("/items/articles");
});

test("what is not granted is not permitted", () => {
  const permissions = {
    articles: { read: { access: "partial", fields: ["title"] }, update: { access: "everything" } },
  };
  const model = modelOf({ ...nothing, collections: [{ collection: "articles", meta: {} }], permissions });
  const granted = model.collections.get("articles")?.permissions;
  expect(granted?.read.access).toBe("partial");
  expect([...(granted?.read.fields ?? [])]).toEqual(["title"]);
  expect(granted?.update.access).toBe("none");
  expect(granted?.delete.access).toBe("none");
});

test("a relation knows its targets and its other side", () => {
  const fields = [
    {
      collection: "articles",
      field: "tags",
      type: "alias",
      schema: null,
      meta: { kind: "relation", special: ["alias", "m2m"], options: { to: ["tags"], many: true } },
    },
    {
      collection: "articles",
      field: "comments",
      type: "alias",
      schema: null,
      meta: {
        kind: "relation",
        special: ["alias", "o2m"],
        options: { to: ["comments"], many: true },
        tools: { inverse_of: { collection: "comments", field: "article" } },
      },
    },
  ];
  const relations = [
    {
      collection: "articles",
      field: "tags",
      related_collection: "tags",
      meta: { one_collection: "tags", one_field: "articles" },
    },
  ];
  const model = modelOf({ ...nothing, collections: [{ collection: "articles", meta: {} }], fields, relations });
  const [tags, comments] = model.collections.get("articles")?.fields ?? [];
  expect(tags?.relation).toEqual({
    kind: "m2m",
    targets: ["tags"],
    isMany: true,
    inverse: { collection: "tags", field: "articles" },
    through: null,
  });
  expect(comments?.relation?.inverse).toEqual({ collection: "comments", field: "article" });
});
