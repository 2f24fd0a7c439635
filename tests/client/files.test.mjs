// The commands of files, folders and assets: bytes go up as forms, come down as streams, blobs and buffers, whole and in other sizes.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deflateSync, crc32 } from "node:zlib";
import {
  createFolder, deleteFile, deleteFiles, deleteFolder, importFile, readAssetArrayBuffer, readAssetBlob, readAssetRaw, readFile, readFiles, updateFile, updateFiles,
  updateFilesBatch, uploadFiles,
} from "@directus/sdk";
import { admin, failure, nobody, unique, url } from "./connect.mjs";

/** A PNG of one color. */
function picture(width, height) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc((width * 3 + 1) * height, 90).map((byte, index) => (index % (width * 3 + 1) === 0 ? 0 : byte));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

function form(texts, ...files) {
  const data = new FormData();
  for (const [name, text] of Object.entries(texts)) data.append(name, text);
  for (const [name, bytes] of files) data.append("file", new Blob([bytes]), name);
  return data;
}

const size = (bytes) => {
  const png = Buffer.from(bytes);
  assert.equal(png.toString("latin1", 1, 4), "PNG");
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
};

async function collect(stream) {
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe("files", () => {
  test("one is uploaded with its texts into a folder, read, changed and deleted", async () => {
    const folder = await admin.request(createFolder({ name: unique("folder") }));
    const png = picture(40, 30);
    const title = unique("Harbor");
    const file = await admin.request(uploadFiles(form({ title, folder: folder.id, tags: '["sea"]' }, ["harbor at night.png", png])));
    assert.deepEqual(
      [file.title, file.folder, file.tags, file.type, file.width, file.height, file.filename_download, Number(file.filesize)],
      [title, folder.id, ["sea"], "image/png", 40, 30, "harbor at night.png", png.length],
    );
    const listed = await admin.request(readFiles({ fields: ["id", { folder: ["name"] }], filter: { title: { _eq: title } } }));
    assert.deepEqual(listed, [{ id: file.id, folder: { name: folder.name } }]);
    const changed = await admin.request(updateFile(file.id, { description: "Boats" }, { fields: ["description"] }));
    assert.deepEqual(changed, { description: "Boats" });
    const replaced = await admin.request(updateFile(file.id, form({ title: "New" }, ["b.png", picture(10, 20)])));
    assert.deepEqual([replaced.id, replaced.title, replaced.description, replaced.width, replaced.height], [file.id, "New", "Boats", 10, 20]);
    assert.equal((await failure(nobody.request(deleteFile(file.id)))).errors[0].extensions.code, "FORBIDDEN");
    assert.equal(await admin.request(deleteFolder(folder.id)), null);
    assert.equal((await admin.request(readFile(file.id, { fields: ["folder"] }))).folder, null);
    assert.equal(await admin.request(deleteFile(file.id)), null);
    assert.equal((await failure(admin.request(readAssetArrayBuffer(file.id)))).errors[0].extensions.code, "FORBIDDEN");
  });

  test("several at once, and changed together", async () => {
    const files = await admin.request(uploadFiles(form({}, ["a.bin", "one"], ["b.bin", "two"])));
    assert.deepEqual(files.map((file) => file.title), ["A", "B"]);
    const ids = files.map((file) => file.id);
    const location = unique("Quay");
    const together = await admin.request(updateFiles(ids, { location }));
    assert.deepEqual(together.map((file) => file.location), [location, location]);
    const rows = ids.map((id) => ({ id, title: unique("title") }));
    assert.deepEqual(await admin.request(updateFilesBatch(rows, { fields: ["id", "title"] })), rows);
    assert.equal(await admin.request(deleteFiles(ids)), null);
    assert.deepEqual(await admin.request(readFiles({ filter: { id: { _in: ids } } })), []);
  });

  test("a form without a file is refused", async () => {
    assert.equal((await failure(admin.request(uploadFiles(form({ title: "x" }))))).errors[0].extensions.code, "INVALID_PAYLOAD");
  });

  test("an import brings a file from an address, and says what it can not reach", async () => {
    const address = url.replace(/api$/, "favicon.svg");
    const file = await admin.request(importFile(address, { title: "Imported" }));
    assert.deepEqual([file.title, file.type, file.filename_download], ["Imported", "image/svg+xml", "favicon.svg"]);
    assert.equal((await failure(admin.request(importFile(`${address}x`, {})))).errors[0].extensions.code, "INVALID_PAYLOAD");
    await admin.request(deleteFile(file.id));
  });
});

describe("assets", () => {
  test("come as a stream, a blob and a buffer", async () => {
    const png = picture(64, 48);
    const file = await admin.request(uploadFiles(form({}, ["a.png", png])));
    assert.ok((await collect(await admin.request(readAssetRaw(file.id)))).equals(png));
    const blob = await admin.request(readAssetBlob(file.id));
    assert.deepEqual([blob.type, blob.size], ["image/png", png.length]);
    assert.ok(Buffer.from(await admin.request(readAssetArrayBuffer(file.id))).equals(png));
    await admin.request(deleteFile(file.id));
  });

  test("come in other sizes and formats", async () => {
    const file = await admin.request(uploadFiles(form({}, ["a.png", picture(64, 48)])));
    const read = async (query) => admin.request(readAssetArrayBuffer(file.id, query));
    assert.deepEqual(size(await read({ width: 32 })), [32, 24]);
    assert.deepEqual(size(await read({ width: 20, height: 20, fit: "cover" })), [20, 20]);
    assert.deepEqual(size(await read({ width: 20, height: 20, fit: "inside" })), [20, 15]);
    assert.deepEqual(size(await read({ width: 500, withoutEnlargement: true })), [64, 48]);
    assert.deepEqual(size(await read({ transforms: [["rotate", 90]] })), [48, 64]);
    const webp = await admin.request(readAssetBlob(file.id, { width: 32, format: "webp", quality: 50 }));
    assert.equal(webp.type, "image/webp");
    assert.equal((await failure(read({ width: 100_000 }))).errors[0].extensions.code, "INVALID_QUERY");
    await admin.request(deleteFile(file.id));
  });

  test("are for who may read the file", async () => {
    // Visitors of the newsroom see its pictures, and no other files.
    const files = await admin.request(uploadFiles(form({}, ["a.png", picture(8, 8)], ["a.bin", "none of yours"])));
    const [shown, hidden] = files.map((file) => file.id);
    assert.equal((await nobody.request(readAssetBlob(shown))).type, "image/png");
    assert.equal((await failure(nobody.request(readAssetBlob(hidden)))).errors[0].extensions.code, "FORBIDDEN");
    await admin.request(deleteFiles([shown, hidden]));
  });
});
