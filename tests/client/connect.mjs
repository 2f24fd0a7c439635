// The official client as different callers, against the server that scripts/client-tests.sh has started.
import { createDirectus, rest, staticToken } from "@directus/sdk";

const base = process.env.QUINTET_URL;
if (!base) throw new Error("QUINTET_URL is not set: run scripts/client-tests.sh");

export const url = `${base}/api`;
export const tokens = { admin: process.env.QUINTET_ADMIN_TOKEN, editor: process.env.QUINTET_EDITOR_TOKEN };

const as = (token) => createDirectus(url).with(staticToken(token)).with(rest());

export const admin = as(tokens.admin);
export const editor = as(tokens.editor);
export const nobody = createDirectus(url).with(rest());

/** Runs a request that must fail, and gives what the client makes of it. */
export async function failure(promise) {
  const value = await promise.then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
  if (!("error" in value)) throw new Error(`expected a failure, got ${JSON.stringify(value.value)}`);
  return value.error;
}

let number = 0;

/** A name that no other test uses. */
export const unique = (word) => `${word} ${process.pid} ${(number += 1)}`;
