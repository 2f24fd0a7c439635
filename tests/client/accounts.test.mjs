// Signing in with the official client, in its three modes; accounts and roles.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  authentication, createDirectus, createUser, deleteUsers, login, logout, readMe, readPolicyGlobals, readProviders, readRolesMe, readUsers, refresh,
  rest, updateMe, updateUser,
} from "@directus/sdk";
import { admin, failure, nobody, url } from "./connect.mjs";

const password = "gelber Regen im Keller";
let number = 0;

/** A new account; gives its address and key. */
async function account(role) {
  const email = `person-${process.pid}-${(number += 1)}@example.org`;
  const made = await admin.request(createUser({ email, password, role, first_name: "Per" }));
  return { email, id: made.id };
}

/** A fetch that keeps cookies, as a browser does for pages of the server. */
function browser() {
  const jar = new Map();
  return async (target, options = {}) => {
    const headers = new Headers(options.headers);
    headers.set("sec-fetch-site", "same-origin");
    if (jar.size > 0) headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(target, { ...options, headers });
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(";", 1)[0].split("=");
      if (value) jar.set(name, value);
      else jar.delete(name);
    }
    return response;
  };
}

describe("signing in", () => {
  for (const mode of ["json", "cookie", "session"]) {
    test(`in mode ${mode}`, async () => {
      const { email, id } = await account("editor");
      const client = createDirectus(url, { globals: { fetch: browser(), URL, logger: console } })
        .with(authentication(mode, { autoRefresh: false, credentials: "include" }))
        .with(rest({ credentials: "include" }));
      const grant = await client.login({ email, password });
      assert.ok(grant.expires > 30_000, `${grant.expires}`);
      assert.equal((await client.request(readMe({ fields: ["id"] }))).id, id);
      const next = await client.refresh();
      if (mode === "json") assert.notEqual(next.refresh_token, grant.refresh_token);
      assert.equal((await client.request(readMe({ fields: ["email"] }))).email, email);
      await client.logout();
      assert.equal((await failure(client.request(readMe()))).response.status, 401);
    });
  }

  test("with commands, and what goes wrong", async () => {
    const { email } = await account("editor");
    const wrong = await failure(nobody.request(login({ email, password: "wrong" })));
    assert.deepEqual([wrong.response.status, wrong.errors[0].extensions.code], [401, "INVALID_CREDENTIALS"]);
    const grant = await nobody.request(login({ email, password }, { mode: "json" }));
    const next = await nobody.request(refresh({ mode: "json", refresh_token: grant.refresh_token }));
    assert.equal(await nobody.request(logout({ mode: "json", refresh_token: next.refresh_token })), null);
    const gone = await failure(nobody.request(refresh({ mode: "json", refresh_token: next.refresh_token })));
    assert.equal(gone.errors[0].extensions.code, "INVALID_CREDENTIALS");
    assert.ok(Array.isArray(await nobody.request(readProviders())));
  });
});

describe("accounts", () => {
  test("readMe, updateMe, roles", async () => {
    const { email, id } = await account("editor");
    const client = createDirectus(url).with(authentication("json", { autoRefresh: false })).with(rest());
    await client.login({ email, password });
    const me = await client.request(updateMe({ last_name: "Son" }, { fields: ["id", "last_name", "role"] }));
    assert.deepEqual(me, { id, last_name: "Son", role: "editor" });
    assert.equal((await failure(client.request(updateMe({ role: "admin" })))).response.status, 403);
    assert.deepEqual((await client.request(readRolesMe())).map((role) => role.id), ["editor"]);
    const globals = await client.request(readPolicyGlobals());
    assert.deepEqual([globals.app_access, globals.admin_access], [true, false]);
    await client.logout();
  });

  test("the regular family, with a bare list of keys to delete", async () => {
    const [one, two] = [await account("reporter"), await account("reporter")];
    const changed = await admin.request(updateUser(one.id, { role: "editor" }, { fields: ["role", "roles"] }));
    assert.deepEqual(changed, { role: "editor", roles: ["editor"] });
    const filter = { id: { _in: [one.id, two.id] } };
    assert.equal((await admin.request(readUsers({ filter, fields: ["id"] }))).length, 2);
    assert.equal(await admin.request(deleteUsers([one.id, two.id])), null);
    assert.deepEqual(await admin.request(readUsers({ filter, fields: ["id"] })), []);
  });
});
