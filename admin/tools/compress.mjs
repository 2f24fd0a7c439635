// Puts .br and .gz beside every text of the build: compressed once and hard, here, instead of fast at every start of the server.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../dist/app", import.meta.url));
// The page is not among them: the server writes into it.
const isText = (path) => /\.(js|css|svg|json)$/.test(path) && !path.startsWith(".");
const WORTHWHILE = 1024;

for (const path of readdirSync(dist, { recursive: true, encoding: "utf8" }).filter(isText)) {
  const bytes = readFileSync(join(dist, path));
  if (bytes.length < WORTHWHILE) continue;
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  writeFileSync(join(dist, `${path}.br`), brotliCompressSync(bytes, brotli));
  writeFileSync(join(dist, `${path}.gz`), gzipSync(bytes, { level: 9 }));
}
