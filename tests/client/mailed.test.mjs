// Accounts by mail, and the log of who did what. Mail is in the server's log, because the server has no SMTP.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import {
  acceptUserInvite, createItem, inviteUser, isDirectusError, passwordRequest, passwordReset, readActivities, readActivity, readUsers, registerUser,
  registerUserVerify,
} from "@directus/sdk";
import { admin, editor, failure, nobody, unique } from "./connect.mjs";

const password = "violet kettle harbor 7";
const address = (name) => `${unique(name).replace(/[^a-z0-9-]/gi, "")}@example.com`.toLowerCase();

/** The token of the newest letter to an address, which is there soon. */
async function token(to, link) {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const log = await readFile(process.env.QUINTET_TEST_LOG, "utf8");
    const letters = log.split("a mail, which is only written here").slice(1);
    const own = letters.filter((letter) => letter.includes(to) && letter.includes(link));
    const found = own.at(-1)?.match(/token=([A-Za-z0-9]+)/);
    if (found) return found[1];
    await wait(25);
  }
  throw new Error(`no letter to ${to} with ${link}`);
}

const user = async (email) => (await admin.request(readUsers({ filter: { email: { _eq: email } } })))[0];

describe("accounts by mail", () => {
  test("inviteUser, acceptUserInvite", async () => {
    const email = address("invited");
    assert.equal(await admin.request(inviteUser(email, "editor")), null);
    assert.equal((await user(email)).status, "invited");
    const secret = await token(email, "accept-invite");
    assert.ok(isDirectusError(await failure(nobody.request(acceptUserInvite(secret, "short")))));
    assert.equal(await nobody.request(acceptUserInvite(secret, password)), null);
    assert.equal((await user(email)).status, "active");
    assert.equal((await failure(nobody.request(acceptUserInvite(secret, password)))).errors[0].extensions.code, "INVALID_TOKEN");
    assert.equal((await failure(editor.request(inviteUser(address("x"), "admin")))).errors[0].extensions.code, "FORBIDDEN");
  });

  test("passwordRequest, passwordReset", async () => {
    const email = address("forgetful");
    await admin.request(inviteUser(email, "editor"));
    await nobody.request(acceptUserInvite(await token(email, "accept-invite"), password));
    assert.equal(await nobody.request(passwordRequest(email)), null);
    assert.equal(await nobody.request(passwordRequest(address("nobody"))), null);
    const secret = await token(email, "reset-password");
    assert.equal(await nobody.request(passwordReset(secret, "another kettle entirely 9")), null);
    assert.equal((await failure(nobody.request(passwordReset(secret, password)))).response.status, 403);
    const refused = await failure(nobody.request(passwordRequest(email, "https://evil.example/")));
    assert.equal(refused.errors[0].extensions.code, "INVALID_PAYLOAD");
  });

  test("registerUser, registerUserVerify", async () => {
    const email = address("new");
    assert.equal(await nobody.request(registerUser(email, password, { first_name: "New" })), null);
    assert.equal(await user(email), undefined);
    await nobody.request(registerUserVerify(await token(email, "verify-email")));
    const made = await user(email);
    assert.deepEqual([made.status, made.first_name, made.roles], ["active", "New", ["reporter"]]);
  });
});

describe("activity", () => {
  test("readActivities, readActivity", async () => {
    const tag = await editor.request(createItem("tags", { name: unique("told") }));
    const filter = { collection: { _eq: "tags" }, item: { _eq: tag.id } };
    const [entry] = await admin.request(readActivities({ filter, fields: ["*"] }));
    assert.deepEqual([entry.action, entry.changes.name], ["create", tag.name]);
    assert.ok(entry.timestamp && entry.ip && entry.user_agent);
    assert.equal((await admin.request(readActivity(entry.id))).id, entry.id);
    assert.equal((await failure(nobody.request(readActivities()))).errors[0].extensions.code, "FORBIDDEN");
  });
});
