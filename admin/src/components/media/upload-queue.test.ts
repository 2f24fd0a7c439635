import { expect, test, vi } from "vitest";
import { fileOf } from "@/api/files";
import { UploadQueue } from "./upload-queue";

const file = (name: string) => new File(["x"], name);

test("two go at a time, one that fails can be sent again, and what is done is told", async () => {
  let isBroken = true;
  const gates: (() => void)[] = [];
  const send = vi.fn(async (sent: File) => {
    await new Promise<void>((open) => gates.push(open));
    if (sent.name === "b" && isBroken) throw new Error("gone");
    return fileOf({ id: sent.name });
  });
  const queue = new UploadQueue(send);
  const done: string[] = [];
  queue.add([file("a"), file("b"), file("c")], {}, ({ id }) => done.push(id));
  const states = () => queue.uploads.get().map(({ state }) => state);
  expect(states()).toEqual(["going", "going", "waiting"]);
  for (const open of gates.splice(0)) open();
  await vi.waitFor(() => expect(states()).toEqual(["done", "failed", "going"]));
  isBroken = false;
  queue.again(queue.uploads.get()[1]?.key ?? 0);
  await vi.waitFor(() => expect(gates).toHaveLength(2));
  for (const open of gates.splice(0)) open();
  await vi.waitFor(() => expect(states()).toEqual(["done", "done", "done"]));
  expect(done.toSorted()).toEqual(["a", "b", "c"]);
  queue.forgetDone();
  expect(queue.uploads.get()).toEqual([]);
});
