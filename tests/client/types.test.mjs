// `quintet types`, compiled by TypeScript together with code that uses the official client (types/usage.ts).
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";

const run = promisify(execFile);
const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const tsc = join(here, "node_modules/typescript/bin/tsc");
const print = async (...options) =>
  (await run(process.env.QUINTET_BINARY, ["types", "--project", process.env.QUINTET_PROJECT, ...options], { maxBuffer: 1 << 24 })).stdout;

/** What the compiler has to say; empty when nothing is wrong. */
async function compile(folder, schema) {
  await writeFile(join(folder, "schema.ts"), schema);
  const outcome = await run(process.execPath, [tsc, "-p", folder], { maxBuffer: 1 << 26 }).catch((error) => error);
  return outcome.stdout;
}

describe("quintet types", () => {
  let folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "quintet-types-"));
    await cp(join(here, "types"), folder, { recursive: true });
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    await symlink(join(here, "node_modules"), join(folder, "node_modules"));
  });
  after(() => rm(folder, { recursive: true }));

  test("the client's code compiles, and what is wrong in it does not", async () => {
    assert.equal(await compile(folder, await print()), "");
  });

  test("a type that says too little is noticed", async () => {
    const schema = await print();
    for (const [from, to] of [["  title: string;", "  title: any;"], ["  desk: ", "  desk: any; was: "], ["  _type: \"quote\";", "  _type: any;"]]) {
      assert.ok(schema.includes(from), from);
      assert.match(await compile(folder, schema.replaceAll(from, to)), /Unused '@ts-expect-error' directive/, to);
    }
  });

  test("what a role may read are types of their own", async () => {
    const schema = await print("--role", "public");
    assert.ok(!schema.includes("internal_notes") && !schema.includes("directus_users"));
    await writeFile(join(folder, "usage.ts"), 'import type { Schema } from "./schema.js";\nexport const name = (tag: Schema["tags"][number]): string => tag.name;\n');
    assert.equal(await compile(folder, schema), "");
  });
});
