/** Files on their way, outside of React: they go on while one looks at another folder. Two at a time. */
import type { MediaFile } from "@/api/files";
import { type UploadOptions, uploadFile } from "@/api/upload";
import { Signal } from "@/lib/signal";

export interface Upload {
  readonly key: number;
  readonly file: File;
  readonly state: "waiting" | "going" | "done" | "failed";
  /** From 0 to 1. */
  readonly part: number;
  readonly error: unknown;
}

type Send = (file: File, options: UploadOptions) => Promise<MediaFile>;

interface Task {
  readonly about: Readonly<Record<string, string>>;
  readonly cancel: AbortController;
  readonly onDone: (file: MediaFile) => void;
}

const AT_ONCE = 2;

export class UploadQueue {
  readonly uploads = new Signal<readonly Upload[]>([]);
  readonly #tasks = new Map<number, Task>();
  readonly #send: Send;
  #count = 0;

  constructor(send: Send = uploadFile) {
    this.#send = send;
  }

  add(files: readonly File[], about: Readonly<Record<string, string>>, onDone: (file: MediaFile) => void): void {
    const added = files.map((file): Upload => {
      this.#count += 1;
      this.#tasks.set(this.#count, { about, onDone, cancel: new AbortController() });
      return { key: this.#count, file, state: "waiting", part: 0, error: null };
    });
    this.uploads.set([...this.uploads.get(), ...added]);
    this.#next();
  }

  again(key: number): void {
    this.#change(key, { state: "waiting", part: 0, error: null });
    this.#next();
  }

  remove(key: number): void {
    this.#tasks.get(key)?.cancel.abort();
    this.#tasks.delete(key);
    this.uploads.set(this.uploads.get().filter((upload) => upload.key !== key));
    this.#next();
  }

  forgetDone(): void {
    this.uploads.set(this.uploads.get().filter((upload) => upload.state !== "done"));
  }

  #next(): void {
    const all = this.uploads.get();
    const free = AT_ONCE - all.filter(({ state }) => state === "going").length;
    for (const { key } of all.filter(({ state }) => state === "waiting").slice(0, Math.max(0, free)))
      void this.#go(key);
  }

  async #go(key: number): Promise<void> {
    const task = this.#tasks.get(key);
    const upload = this.uploads.get().find((one) => one.key === key);
    if (task === undefined || upload === undefined) return;
    this.#change(key, { state: "going" });
    try {
      const onProgress = (part: number) => this.#change(key, { part });
      const file = await this.#send(upload.file, { about: task.about, signal: task.cancel.signal, onProgress });
      this.#change(key, { state: "done", part: 1 });
      task.onDone(file);
    } catch (error) {
      this.#change(key, { state: "failed", error });
    }
    this.#next();
  }

  #change(key: number, change: Partial<Upload>): void {
    this.uploads.set(this.uploads.get().map((upload) => (upload.key === key ? { ...upload, ...change } : upload)));
  }
}
