// The server and its utilities; and what the client needs of every answer.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  clearCache, createItems, isDirectusError, randomString, readItems, readOpenApiSpec, readSettings, serverHealth, serverInfo, serverPing,
  updateSettings, utilitySort, utilsImport,
} from "@directus/sdk";
import { admin, editor, failure, nobody, tokens, unique, url } from "./connect.mjs";

describe("the server", () => {
  test("serverPing, serverInfo, serverHealth", async () => {
    assert.equal(await nobody.request(serverPing()), "pong");
    assert.deepEqual(await nobody.request(serverInfo()), {
      project: {
        project_name: "The Larkhaven Ledger", project_descriptor: null, project_color: null,
        project_logo: null, default_language: null, default_appearance: null,
      },
    });
    const info = await editor.request(serverInfo());
    assert.ok(info.queryLimit.default > 0 && info.queryLimit.max >= info.queryLimit.default);
    assert.deepEqual([info.websocket, info.rateLimit], [false, false]);
    assert.deepEqual(await nobody.request(serverHealth()), { status: "ok" });
    const health = await admin.request(serverHealth());
    assert.equal(health.checks["database:responseTime"][0].status, "ok");
  });

  test("readSettings, updateSettings", async () => {
    const settings = await admin.request(updateSettings({ project_descriptor: "News of the harbor" }, { fields: ["project_descriptor"] }));
    assert.deepEqual(settings, { project_descriptor: "News of the harbor" });
    assert.equal((await nobody.request(serverInfo())).project.project_descriptor, "News of the harbor");
    assert.equal((await failure(editor.request(updateSettings({ project_descriptor: "x" })))).errors[0].extensions.code, "FORBIDDEN");
    await admin.request(updateSettings({ project_descriptor: null }));
    assert.equal((await admin.request(readSettings())).project_descriptor, null);
  });

  test("readOpenApiSpec gives the document itself", async () => {
    const document = await nobody.request(readOpenApiSpec());
    assert.equal(document.openapi, "3.1.0");
    assert.ok(document.paths["/items/articles"].get && !document.paths["/items/articles"].delete);
    assert.ok((await admin.request(readOpenApiSpec())).paths["/users"]);
  });
});

describe("utilities", () => {
  test("randomString", async () => {
    assert.equal((await nobody.request(randomString())).length, 32);
    assert.equal((await nobody.request(randomString(7))).length, 7);
    assert.ok(isDirectusError(await failure(nobody.request(randomString(501)))));
  });

  test("utilitySort", async () => {
    const shelves = await admin.request(createItems("shelves", ["a", "b", "c"].map((letter) => ({ name: unique(letter) }))));
    assert.equal(await admin.request(utilitySort("shelves", shelves[2].id, shelves[0].id)), null);
    const order = await admin.request(readItems("shelves", { fields: ["id"] }));
    assert.deepEqual(order.map((shelf) => shelf.id), [shelves[2].id, shelves[0].id, shelves[1].id]);
    assert.equal((await failure(admin.request(utilitySort("tags", "x", "y")))).errors[0].extensions.code, "INVALID_PAYLOAD");
    assert.equal((await failure(nobody.request(utilitySort("shelves", "x", "y")))).response.status, 403);
  });

  test("utilsImport", async () => {
    const [first, second] = [unique("imported"), unique("imported")];
    const form = (text, type, name, options = {}) => {
      const data = new FormData();
      for (const [option, value] of Object.entries(options)) data.append(option, value);
      data.append("file", new Blob([text], { type }), name);
      return data;
    };
    const report = await editor.request(utilsImport("tags", form(`name;note\n${first};x\n`, "text/csv", "tags.csv", { mapping: '{"note":null}' })));
    assert.deepEqual([report.rows, report.created, report.failed, report.written], [1, 1, 0, true]);
    await editor.request(utilsImport("tags", form(JSON.stringify([{ name: second }]), "application/json", "tags.json")));
    const found = await editor.request(readItems("tags", { fields: ["name"], filter: { name: { _in: [first, second] } }, sort: ["name"] }));
    assert.deepEqual(found.map((tag) => tag.name), [first, second]);
    const refused = await failure(editor.request(utilsImport("tags", form(`name\n${first}\n`, "text/csv", "tags.csv"))));
    assert.ok(isDirectusError(refused));
    const [{ extensions }] = refused.errors;
    assert.deepEqual([extensions.code, extensions.report.failed, extensions.report.errors[0].code], ["IMPORT_FAILED", 1, "RECORD_NOT_UNIQUE"]);
    assert.equal((await failure(nobody.request(utilsImport("tags", form("name\nx\n", "text/csv", "x.csv"))))).response.status, 403);
  });

  test("clearCache", async () => {
    assert.equal(await admin.request(clearCache()), null);
    assert.equal((await failure(editor.request(clearCache()))).response.status, 403);
  });
});

describe("traps", () => {
  const get = (path, init) => fetch(`${url}${path}`, init);

  test("an empty answer has no content type", async () => {
    const made = await editor.request(createItems("tags", [{ name: unique("trap") }]));
    const answer = await get(`/items/tags/${made[0].id}`, { method: "DELETE", headers: { authorization: `Bearer ${tokens.editor}` } });
    assert.deepEqual([answer.status, answer.headers.get("content-type")], [204, null]);
  });

  test("every error is JSON with errors that are not empty", async () => {
    const wrong = [
      ["/nonsense", {}],
      ["/items/nonsense", {}],
      ["/items/tags", { method: "PUT" }],
      ["/items/tags?filter=%7B", {}],
      ["/items/tags", { method: "POST", body: "{", headers: { "content-type": "application/json" } }],
      ["/items/tags", { method: "POST", body: "x", headers: { "content-type": "text/plain" } }],
      [`/items/tags?search=${"x".repeat(60_000)}`, {}],
    ];
    for (const [path, init] of wrong) {
      const answer = await get(path, init);
      assert.ok(answer.status >= 400, path);
      assert.equal(answer.headers.get("content-type"), "application/json", path);
      const { errors } = await answer.json();
      assert.ok(errors.length > 0 && errors.every((error) => error.message && error.extensions.code), path);
    }
  });

  test("data stands alone, or beside meta", async () => {
    assert.deepEqual(Object.keys(await (await get("/items/tags")).json()), ["data"]);
    assert.deepEqual(Object.keys(await (await get("/items/tags?meta=*")).json()).sort(), ["data", "meta"]);
  });

  test("a read without a body may say that it is JSON", async () => {
    const answer = await get("/items/tags?limit=1", { headers: { "content-type": "application/json" } });
    assert.equal(answer.status, 200);
  });

  test("brackets and JSON text are the same query", async () => {
    const bracket = await (await get("/items/tags?filter[name][_nnull]=true&fields[]=name&sort[]=-name&limit=3")).json();
    const json = await (await get(`/items/tags?filter=${encodeURIComponent('{"name":{"_nnull":true}}')}&fields=name&sort=-name&limit=3`)).json();
    assert.deepEqual(bracket, json);
  });

  test("browsers may ask with the methods and headers of the client", async () => {
    for (const method of ["GET", "POST", "PATCH", "DELETE", "SEARCH"]) {
      const headers = {
        origin: "http://localhost:5173",
        "access-control-request-method": method,
        "access-control-request-headers": "authorization,content-type",
      };
      const answer = await get("/items/tags", { method: "OPTIONS", headers });
      assert.ok(answer.headers.get("access-control-allow-methods").includes(method));
      assert.equal(answer.headers.get("access-control-allow-origin"), "http://localhost:5173");
    }
  });
});
