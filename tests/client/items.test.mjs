// Every command for items, in every form that the client can say it.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import {
  aggregate, createItem, createItems, customEndpoint, deleteItem, deleteItems, isDirectusError, readItem, readItems, readSingleton, updateItem,
  updateItems, updateItemsBatch, updateSingleton, withOptions, withSearch, withToken,
} from "@directus/sdk";
import { admin, editor, failure, nobody, tokens, unique, url } from "./connect.mjs";

const names = (rows) => rows.map((row) => row.name);

describe("reading", () => {
  test("readItems gives an array of the published", async () => {
    const articles = await nobody.request(readItems("articles", { fields: ["id", "title", "status"], limit: 5 }));
    assert.equal(articles.length, 5);
    assert.ok(articles.every((article) => article.status === "published"));
  });

  test("nested fields, also through relations to many and to any", async () => {
    const [article] = await nobody.request(
      readItems("articles", { fields: ["title", { author: ["name", { articles: ["id"] }], tags: ["name"] }], limit: 1 }),
    );
    assert.deepEqual(Object.keys(article).sort(), ["author", "tags", "title"]);
    assert.ok(article.author.articles.length > 0);
    const site = await nobody.request(
      readSingleton("site_settings", { fields: ["name", { featured: ["collection", { item: { articles: ["title"], events: ["venue"] } }] }] }),
    );
    assert.ok(site.featured.some((one) => one.collection === "events" && one.item.venue));
  });

  test("filter, sort, limit, offset, page and search", async () => {
    const filter = { section: { slug: { _neq: "opinion" } }, tags: { _some: { name: { _nnull: true } } } };
    const all = await nobody.request(readItems("articles", { fields: ["id", "title"], filter, sort: ["-title"], limit: 6 }));
    const second = await nobody.request(readItems("articles", { fields: ["id", "title"], filter, sort: "-title", limit: 3, page: 2 }));
    const skipped = await nobody.request(readItems("articles", { fields: ["id", "title"], filter, sort: ["-title"], limit: 3, offset: 3 }));
    assert.deepEqual(second, all.slice(3));
    assert.deepEqual(skipped, all.slice(3));
    const found = await nobody.request(readItems("articles", { fields: ["title"], search: "harbor", limit: 3 }));
    assert.ok(found.length > 0);
    const bounded = await nobody.request(readItems("articles", { fields: ["published_at"], filter: { published_at: { _lte: new Date() } }, limit: 1 }));
    assert.equal(bounded.length, 1);
  });

  test("an undefined member of a filter vanishes, and filters nothing", async () => {
    const tags = await nobody.request(readItems("tags", { filter: { name: { _eq: undefined } }, limit: 2 }));
    assert.equal(tags.length, 2);
  });

  test("deep, alias and functions", async () => {
    const query = {
      fields: ["name", "count(articles)", { articles: ["title"], newest: ["title"] }],
      alias: { newest: "articles" },
      deep: { articles: { _limit: 2, _sort: ["title"] }, newest: { _limit: 1, _sort: ["-published_at"] } },
      filter: { "count(articles)": { _gt: 2 } },
    };
    const authors = await nobody.request(readItems("authors", query));
    assert.ok(authors.length > 0);
    for (const author of authors) {
      assert.deepEqual([author.articles.length, author.newest.length], [2, 1]);
      assert.ok(author.articles_count > 2);
    }
  });

  test("readItem and readSingleton give an object", async () => {
    const [tag] = await nobody.request(readItems("tags", { limit: 1 }));
    assert.deepEqual(await nobody.request(readItem("tags", tag.id)), tag);
    assert.deepEqual(await nobody.request(readItem("tags", tag.id, { fields: ["name"] })), { name: tag.name });
    assert.equal(typeof (await nobody.request(readSingleton("site_settings"))).name, "string");
  });

  test("withSearch sends the same as SEARCH", async () => {
    const query = { fields: ["name"], sort: ["name"], limit: 3 };
    const plain = await nobody.request(readItems("tags", query));
    assert.deepEqual(await nobody.request(withSearch(readItems("tags", query))), plain);
    const bare = await nobody.request(withSearch(readItems("tags", { limit: 1 })));
    assert.equal(typeof bare[0].name, "string");
  });

  test("withToken, withOptions and customEndpoint", async () => {
    const drafts = readItems("articles", { fields: ["id"], filter: { internal_notes: { _null: true } }, limit: 1 });
    assert.equal((await failure(nobody.request(drafts))).errors[0].extensions.code, "FORBIDDEN");
    assert.equal((await nobody.request(withToken(tokens.editor, drafts))).length, 1);
    const aborted = withOptions(readItems("tags"), { signal: AbortSignal.abort() });
    await assert.rejects(nobody.request(aborted));
    const custom = customEndpoint({ path: "/items/tags", params: { limit: 1, fields: ["name"] } });
    assert.equal((await nobody.request(custom)).length, 1);
  });
});

describe("writing", () => {
  let tags;
  before(async () => {
    tags = await editor.request(createItems("tags", [1, 2, 3].map(() => ({ name: unique("tag") }))));
  });

  test("createItem and createItems answer with the items, in the order of the request", async () => {
    const name = unique("tag");
    const tag = await editor.request(createItem("tags", { name, description: null }, { fields: ["name", "description"] }));
    assert.deepEqual(tag, { name, description: null });
    const wanted = ["z", "a", "m"].map((letter) => unique(letter));
    const made = await editor.request(createItems("tags", wanted.map((name) => ({ name }))));
    assert.deepEqual(names(made), wanted);
  });

  test("who may write and not read gets null", async () => {
    const [article] = await nobody.request(readItems("articles", { fields: ["id"], limit: 1 }));
    const comment = { article: article.id, author_name: "Night owl", email: "owl@mail.example", body: "At last." };
    assert.equal(await nobody.request(createItem("comments", comment)), null);
  });

  test("updateItem, updateItems by keys and by query, updateItemsBatch", async () => {
    const keys = tags.map((tag) => tag.id);
    assert.equal((await editor.request(updateItem("tags", keys[0], { description: "one" }))).description, "one");
    const by_keys = await editor.request(updateItems("tags", keys, { description: "keys" }, { fields: ["id", "description"] }));
    assert.deepEqual(by_keys, keys.map((id) => ({ id, description: "keys" })));
    const query = { filter: { id: { _in: keys } }, fields: ["id"] };
    const by_query = await editor.request(updateItems("tags", query, { description: "query" }));
    assert.deepEqual(by_query.map((tag) => tag.description), ["query", "query", "query"]);
    const rows = keys.map((id, index) => ({ id, description: `row ${index}` })).reverse();
    const batch = await editor.request(updateItemsBatch("tags", rows, { fields: ["id", "description"] }));
    assert.deepEqual(batch, rows);
  });

  test("relations: nested, replaced, and as changes", async () => {
    const [author] = await nobody.request(readItems("authors", { fields: ["id"], limit: 1 }));
    const [section] = await nobody.request(readItems("sections", { fields: ["id"], limit: 1 }));
    const shape = { fields: ["id", { author: ["id"], tags: ["id", "name"] }] };
    const made = unique("tag");
    const article = await editor.request(
      createItem("articles", { title: unique("Article"), author: author.id, section: section.id, tags: [tags[0].id, { name: made }] }, shape),
    );
    assert.deepEqual([article.author.id, names(article.tags)], [author.id, [tags[0].name, made]]);
    const replaced = await editor.request(updateItem("articles", article.id, { tags: [tags[2].id, tags[1].id] }, shape));
    assert.deepEqual(names(replaced.tags), [tags[2].name, tags[1].name]);
    const more = unique("tag");
    const delta = { create: [{ name: more }], update: [{ id: tags[1].id, description: "x" }], delete: [tags[2].id] };
    const changed = await editor.request(updateItem("articles", article.id, { tags: delta }, shape));
    assert.deepEqual(names(changed.tags), [tags[1].name, more]);
    assert.deepEqual((await editor.request(updateItem("articles", article.id, { tags: [] }, shape))).tags, []);
    await editor.request(deleteItem("articles", article.id));
  });

  test("updateSingleton", async () => {
    const { tagline } = await editor.request(readSingleton("site_settings"));
    const changed = await editor.request(updateSingleton("site_settings", { tagline: "News." }, { fields: ["tagline"] }));
    assert.deepEqual(changed, { tagline: "News." });
    await editor.request(updateSingleton("site_settings", { tagline }));
  });

  test("deleteItem, deleteItems by keys and by query", async () => {
    const made = await editor.request(createItems("tags", [1, 2, 3, 4].map(() => ({ name: unique("gone") }))));
    const keys = made.map((tag) => tag.id);
    assert.equal(await editor.request(deleteItem("tags", keys[0])), null);
    assert.equal(await editor.request(deleteItems("tags", [keys[1], keys[2]])), null);
    assert.equal(await editor.request(deleteItems("tags", { filter: { id: { _eq: keys[3] } } })), null);
    assert.deepEqual(await editor.request(readItems("tags", { filter: { id: { _in: keys } } })), []);
  });
});

describe("aggregates", () => {
  test("counts, groups and filters", async () => {
    const [all] = await nobody.request(aggregate("articles", { aggregate: { count: "*" } }));
    assert.ok(Number(all.count) > 10);
    const groups = await nobody.request(
      aggregate("articles", { aggregate: { count: ["id"], max: ["reading_minutes"] }, groupBy: ["kind"], query: { filter: { kind: { _neq: "opinion" } } } }),
    );
    assert.ok(groups.length > 1 && groups.every((group) => group.kind !== "opinion" && Number(group.count.id) > 0));
  });
});

describe("failures", () => {
  const check = async (promise, status, code) => {
    const error = await failure(promise);
    assert.ok(isDirectusError(error), String(error));
    assert.deepEqual([error.response.status, error.errors[0].extensions.code], [status, code]);
    return error;
  };

  test("what is wrong is an error of the client", async () => {
    const missing = "01900000-0000-7000-8000-000000000000";
    await check(nobody.request(readItems("nonsense")), 403, "FORBIDDEN");
    await check(nobody.request(readItem("tags", missing)), 404, "NOT_FOUND");
    await check(nobody.request(readItem("tags", "nonsense")), 404, "NOT_FOUND");
    await check(nobody.request(createItem("tags", { name: "x" })), 403, "FORBIDDEN");
    await check(nobody.request(readItems("articles", { fields: ["internal_notes"] })), 403, "FORBIDDEN");
    await check(nobody.request(readItems("tags", { filter: { name: { _foo: 1 } } })), 400, "INVALID_QUERY");
    await check(nobody.request(readItems("tags", { limit: 100000 })), 400, "INVALID_QUERY");
    await check(editor.request(updateItem("tags", missing, { name: "x" })), 404, "NOT_FOUND");
    await check(editor.request(deleteItems("tags", { filter: { name: { _eq: undefined } } })), 400, "INVALID_PAYLOAD");
    await check(nobody.request(withToken("qt_wrong", readItems("tags"))), 401, "INVALID_CREDENTIALS");
    await check(nobody.request(customEndpoint({ path: "/nonsense" })), 404, "ROUTE_NOT_FOUND");
    await check(nobody.request(customEndpoint({ path: "/items/tags", method: "PUT" })), 405, "METHOD_NOT_ALLOWED");
    await check(editor.request(createItem("tags", { name: "x".repeat(3_000_000) })), 413, "CONTENT_TOO_LARGE");
  });

  test("all failures of many rows are told, and nothing is written", async () => {
    const good = unique("good");
    const error = await check(editor.request(createItems("tags", [{ name: good }, { name: "x".repeat(50) }, {}])), 400, "FAILED_VALIDATION");
    assert.deepEqual(error.errors.map((one) => one.extensions.path), ["[1].name", "[2].name"]);
    assert.deepEqual(await admin.request(readItems("tags", { filter: { name: { _eq: good } } })), []);
  });

  test("a unique value that is there already", async () => {
    const [tag] = await nobody.request(readItems("tags", { limit: 1 }));
    const error = await check(editor.request(createItem("tags", { name: tag.name })), 400, "RECORD_NOT_UNIQUE");
    assert.equal(error.errors[0].extensions.field, "name");
  });

  test("the client refuses system collections, and so does the server", async () => {
    assert.throws(() => readItems("directus_users")());
    const answer = await fetch(`${url}/items/quintet_users`);
    assert.equal(answer.status, 403);
  });
});
