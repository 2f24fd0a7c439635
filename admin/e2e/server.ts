/**
 * Starts the server for the journeys: the example newsroom in a temporary folder, on a free port. Ends it afterwards.
 * While the app is being changed, E2E_URL (say, `npm run dev`), E2E_ADMIN_TOKEN and E2E_EDITOR_TOKEN name a server that runs already.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { TestProject } from "vitest/node";
import { wideModel } from "./wide";

declare module "vitest" {
  export interface ProvidedContext {
    readonly url: string;
    readonly adminToken: string;
    readonly editorToken: string;
    readonly setupToken: string;
  }
}

const ROOT = resolve(import.meta.dirname, "../..");
const BINARY = process.env.QUINTET_BIN ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug/quintet");

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { E2E_URL: url, E2E_ADMIN_TOKEN: adminToken, E2E_EDITOR_TOKEN: editorToken } = process.env;
  if (url !== undefined && adminToken !== undefined && editorToken !== undefined) {
    project.provide("url", url);
    project.provide("adminToken", adminToken);
    project.provide("editorToken", editorToken);
    project.provide("setupToken", "");
    return async () => {};
  }
  const folder = mkdtempSync(join(tmpdir(), "qt-admin-"));
  for (const part of ["models", "blocks", "groups", "roles", "system", "seed", "quintet.yaml"]) {
    cpSync(join(ROOT, "config", part), join(folder, part), { recursive: true });
  }
  // Every type of field in one collection, for what the newsroom has no use for. On pictures the newsroom is as it comes.
  if (process.env.SCREENSHOTS === undefined)
    cpSync(join(import.meta.dirname, "models"), join(folder, "models"), { recursive: true });
  if (process.env.TYPING !== undefined) writeFileSync(join(folder, "models", "wide.yaml"), wideModel());
  command(folder, "seed");
  project.provide("adminToken", token(folder, "admin"));
  project.provide("editorToken", token(folder, "editor"));
  const server = spawn(BINARY, ["serve", "--project", folder, "--listen", "127.0.0.1:0"], {
    stdio: ["ignore", "ignore", "pipe"],
    // For a journey with a very long text.
    env: { ...process.env, QUINTET_SERVER__BODY_LIMIT: "20MB" },
  });
  const { url: address, setupToken } = await started(server);
  project.provide("url", address);
  project.provide("setupToken", setupToken);
  return async () => {
    const ended = new Promise((done) => server.once("exit", done));
    server.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true });
  };
}

function command(folder: string, ...words: readonly string[]): string {
  return execFileSync(BINARY, [...words, "--project", folder, "--format", "json"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
}

function token(folder: string, role: string): string {
  const answer = command(folder, "token", "create", "--name", `e2e-${role}`, "--role", role);
  const found = /"token": *"([^"]+)"/.exec(answer)?.[1];
  if (found === undefined) throw new Error(`no token in ${answer}`);
  return found;
}

interface Started {
  readonly url: string;
  /** Of the link that makes the first administrator. */
  readonly setupToken: string;
}

/** What the server tells people, on its standard error, until it is ready; what it logs later is passed on. */
function started(server: ChildProcess): Promise<Started> {
  const { stderr } = server;
  if (stderr === null) throw new Error("the server has no output");
  let url = "";
  let setupToken = "";
  return new Promise((resolved, refused) => {
    createInterface({ input: stderr }).on("line", (line) => {
      process.stderr.write(`${line}\n`);
      url = /^API (http:\/\/[^ ]+)\/api /.exec(line)?.[1] ?? url;
      setupToken = /\/admin\/setup\?token=(\S+)/.exec(line)?.[1] ?? setupToken;
      if (url !== "" && setupToken !== "") resolved({ url, setupToken });
    });
    server.once("exit", () => refused(new Error("the server ended before it listened")));
  });
}
