// What tools read: the model, permissions, roles.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  createCollection, createField, createRelation, deleteCollection, deleteField, deleteRelation, isDirectusError, readCollection, readCollections, readField, readFields, readFieldsByCollection, readFiles, readFolders, readItemPermissions,
  readItems, readPolicyGlobals, readRelation, readRelationByCollection, readRelations, readRole, readRoles, readRolesMe, readUserPermissions, readUsers,
  schemaApply, schemaDiff, schemaSnapshot, updateCollection, updateField, updateRelation,
} from "@directus/sdk";
import { admin, editor, failure, nobody } from "./connect.mjs";

const named = (rows, member) => rows.map((row) => row[member]);

describe("the model", () => {
  test("readCollections and readCollection", async () => {
    const mine = named(await nobody.request(readCollections()), "collection");
    assert.ok(mine.includes("articles") && !mine.includes("quintet_users"));
    const all = named(await admin.request(readCollections()), "collection");
    assert.ok(all.includes("articles") && all.includes("quintet_users"));
    const site = await nobody.request(readCollection("site_settings"));
    assert.deepEqual([site.collection, site.meta.singleton, site.meta.icon], ["site_settings", true, "settings"]);
    assert.equal((await failure(nobody.request(readCollection("quintet_users")))).errors[0].extensions.code, "FORBIDDEN");
  });

  test("readFields, readFieldsByCollection and readField", async () => {
    const all = await nobody.request(readFields());
    assert.ok(all.some((field) => field.collection === "tags" && field.field === "name"));
    assert.ok(!all.some((field) => field.field === "internal_notes"));
    const fields = await editor.request(readFieldsByCollection("articles"));
    assert.ok(named(fields, "field").includes("internal_notes"));
    const title = await editor.request(readField("articles", "title"));
    assert.deepEqual([title.type, title.schema.max_length, title.meta.required], ["string", 120, true]);
    const tags = await nobody.request(readField("articles", "tags"));
    assert.deepEqual([tags.type, tags.schema, tags.meta.special], ["alias", null, ["alias", "m2m"]]);
  });

  test("readRelations, readRelationByCollection and readRelation", async () => {
    const all = await nobody.request(readRelations());
    assert.ok(all.some((relation) => relation.collection === "articles" && relation.related_collection === "sections"));
    const of_comments = await nobody.request(readRelationByCollection("comments"));
    assert.deepEqual(named(of_comments, "field").slice(0, 2), ["article", "parent"]);
    const author = await nobody.request(readRelation("articles", "author"));
    assert.deepEqual([author.related_collection, author.meta.one_field, author.schema.on_delete], ["authors", "articles", "RESTRICT"]);
  });

  test("schemaSnapshot is for administrators", async () => {
    const whole = await admin.request(schemaSnapshot());
    assert.equal(whole.version, 1);
    assert.ok(whole.collections.length > 5 && whole.fields.length > 50 && whole.relations.length > 5);
    const part = await admin.request(schemaSnapshot({ includeCollections: ["tags", "sections"] }));
    assert.deepEqual([part.version, named(part.collections, "collection").sort()], [2, ["sections", "tags"]]);
    const rest = await admin.request(schemaSnapshot({ excludeCollections: ["tags"] }));
    assert.equal(rest.collections.length, whole.collections.length - 1);
    assert.ok(isDirectusError(await failure(editor.request(schemaSnapshot()))));
  });

  test("the model is changed in its files: what would change it fails as an error of the client", async () => {
    const commands = [
      createCollection({ collection: "x", meta: {}, schema: {} }), updateCollection("tags", { meta: {} }), deleteCollection("tags"),
      createField("tags", { field: "x", type: "string" }), updateField("tags", "name", { meta: {} }), deleteField("tags", "name"),
      createRelation({ collection: "tags", field: "x" }), updateRelation("articles", "author", {}), deleteRelation("articles", "author"),
      schemaDiff({ version: 1 }), schemaApply({ hash: "x", diff: {} }),
    ];
    for (const command of commands) {
      const error = await failure(admin.request(command));
      assert.ok(isDirectusError(error), String(error));
      assert.ok([404, 405].includes(error.response.status));
    }
  });
});

describe("permissions and roles", () => {
  test("readUserPermissions", async () => {
    const mine = await nobody.request(readUserPermissions());
    assert.equal(mine.comments.create.access, "partial");
    assert.deepEqual(mine.comments.create.presets, { status: "pending" });
    assert.equal(mine.comments.update.access, "none");
    assert.ok(!mine.articles.read.fields.includes("internal_notes"));
    assert.equal((await admin.request(readUserPermissions())).quintet_users.delete.access, "full");
  });

  test("readItemPermissions", async () => {
    const query = { fields: ["id"], filter: { status: { _eq: "published" } }, limit: 1 };
    const [article] = await editor.request(readItems("articles", query));
    const permissions = await editor.request(readItemPermissions("articles", article.id));
    assert.deepEqual([permissions.update.access, permissions.delete.access], ["full", "none"]);
    const settings = await editor.request(readItemPermissions("site_settings"));
    assert.equal(settings.update.access, "full");
    assert.equal((await failure(nobody.request(readItemPermissions("tags")))).response.status, 403);
  });

  test("readRolesMe, readPolicyGlobals", async () => {
    assert.deepEqual(named(await editor.request(readRolesMe()), "id"), ["editor"]);
    const { app_access, admin_access, enforce_tfa } = await editor.request(readPolicyGlobals());
    assert.deepEqual([app_access, admin_access, enforce_tfa], [true, false, false]);
    assert.equal((await admin.request(readPolicyGlobals())).admin_access, true);
    assert.equal((await failure(nobody.request(readRolesMe()))).response.status, 403);
  });

  test("the system's collections answer on their own paths", async () => {
    // The newsroom shows its pictures to everybody, and no other files.
    assert.ok((await nobody.request(readFiles())).every((file) => file.type.startsWith("image/")));
    for (const command of [readUsers(), readRoles(), readFolders()]) {
      assert.ok(Array.isArray(await admin.request(command)));
      assert.equal((await failure(nobody.request(command))).errors[0].extensions.code, "FORBIDDEN");
    }
    assert.equal((await failure(admin.request(readRole("nobody")))).response.status, 404);
  });
});
