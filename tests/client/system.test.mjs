// The regular families on the system's own collections: one, many, by keys, in a batch; and aggregates under the client's names.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  aggregate, createFolder, createFolders, createNotification, createNotifications, createPreset, createPresets, createUser, createUsers, deleteFolder, deleteFolders,
  deleteNotification, deleteNotifications, deletePreset, deletePresets, deleteUser, deleteUsers, readFolder, readFolders, readNotification, readNotifications, readPreset, readPresets,
  readRole, readRoles, readUser, readUsers, updateFolder, updateFolders, updateFoldersBatch, updateNotification, updateNotifications, updateNotificationsBatch, updatePreset,
  updatePresets, updatePresetsBatch, updateUser, updateUsers, updateUsersBatch, withSearch,
} from "@directus/sdk";
import { admin, failure, nobody, unique } from "./connect.mjs";

const keys = (rows) => rows.map((row) => row.id);

/** The nine commands of a family, on rows that `make` makes and `change` changes. */
function family(name, commands, make, change) {
  test(name, async () => {
    const { create, createMany, read, readMany, update, updateMany, updateBatch, remove, removeMany } = commands;
    const one = await admin.request(create(make(), { fields: ["id"] }));
    assert.deepEqual(Object.keys(one), ["id"]);
    const many = await admin.request(createMany([make(), make()]));
    assert.equal(many.length, 2);
    const all = [one.id, ...keys(many)];
    assert.equal((await admin.request(read(one.id, { fields: ["id"] }))).id, one.id);
    const listed = await admin.request(readMany({ fields: ["id"], filter: { id: { _in: all } }, sort: ["id"] }));
    assert.deepEqual(keys(listed), [...all].sort());
    const searched = await admin.request(withSearch(readMany({ fields: ["id"], filter: { id: { _in: all } }, sort: ["id"] })));
    assert.deepEqual(searched, listed);
    const [member, value] = Object.entries(change())[0];
    assert.equal((await admin.request(update(one.id, { [member]: value })))[member], value);
    const next = change()[member];
    assert.deepEqual((await admin.request(updateMany(all, { [member]: next }))).map((row) => row[member]), all.map(() => next));
    const batch = all.map((id) => ({ id, ...change() }));
    assert.deepEqual((await admin.request(updateBatch(batch, { fields: ["id", member] }))), batch);
    assert.equal((await failure(nobody.request(readMany()))).errors[0].extensions.code, "FORBIDDEN");
    assert.equal(await admin.request(remove(one.id)), null);
    assert.equal(await admin.request(removeMany(keys(many))), null);
    assert.deepEqual(await admin.request(readMany({ filter: { id: { _in: all } } })), []);
  });
}

const someone = await admin.request(createUser({ email: `${unique("recipient").replaceAll(" ", "-")}@ledger.example` }, { fields: ["id"] }));

describe("the regular families", () => {
  family(
    "folders",
    {
      create: createFolder, createMany: createFolders, read: readFolder, readMany: readFolders, update: updateFolder, updateMany: updateFolders,
      updateBatch: updateFoldersBatch, remove: deleteFolder, removeMany: deleteFolders,
    },
    () => ({ name: unique("folder") }),
    () => ({ parent: null }),
  );
  family(
    "users",
    {
      create: createUser, createMany: createUsers, read: readUser, readMany: readUsers, update: updateUser, updateMany: updateUsers,
      updateBatch: updateUsersBatch, remove: deleteUser, removeMany: deleteUsers,
    },
    () => ({ email: `${unique("user").replaceAll(" ", "-")}@ledger.example`, first_name: "Ada" }),
    () => ({ last_name: unique("Marlowe") }),
  );

  family(
    "presets",
    {
      create: createPreset, createMany: createPresets, read: readPreset, readMany: readPresets, update: updatePreset, updateMany: updatePresets,
      updateBatch: updatePresetsBatch, remove: deletePreset, removeMany: deletePresets,
    },
    () => ({ bookmark: unique("view"), collection: "articles", filter: { status: { _eq: "draft" } } }),
    () => ({ bookmark: unique("renamed") }),
  );
  family(
    "notifications",
    {
      create: createNotification, createMany: createNotifications, read: readNotification, readMany: readNotifications, update: updateNotification,
      updateMany: updateNotifications, updateBatch: updateNotificationsBatch, remove: deleteNotification, removeMany: deleteNotifications,
    },
    () => ({ recipient: someone.id, subject: unique("told") }),
    () => ({ subject: unique("other") }),
  );

  test("roles are read", async () => {
    const roles = await admin.request(readRoles({ fields: ["id", "name"] }));
    assert.ok(Array.isArray(roles));
    for (const role of roles.slice(0, 1)) assert.deepEqual(await admin.request(readRole(role.id, { fields: ["id", "name"] })), role);
  });
});

describe("aggregates", () => {
  test("the client's names of system collections lead to their own paths", async () => {
    const before = await admin.request(aggregate("directus_folders", { aggregate: { count: "*" } }));
    const folder = await admin.request(createFolder({ name: unique("folder") }));
    const after = await admin.request(aggregate("directus_folders", { aggregate: { count: "*" } }));
    assert.equal(Number(after[0].count), Number(before[0].count) + 1);
    const groups = await admin.request(aggregate("directus_users", { aggregate: { count: ["id"] }, groupBy: ["status"] }));
    assert.ok(Array.isArray(groups));
    await admin.request(deleteFolder(folder.id));
  });
});
