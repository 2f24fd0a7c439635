/**
 * Bytes on their way to the library, with progress. Small files go as a form; large ones in pieces (tus), so that a broken line costs a piece and not the
 * whole. `fetch` tells nothing of what it has sent: this is the one place besides `client.ts` that talks to the server.
 */
import { asObject, asText } from "@/lib/json";
import { request } from "./client";
import { apiError, Unreachable } from "./errors";
import { fileOf, type MediaFile } from "./files";
import { keptToken, sessionState } from "./session";

export interface UploadOptions {
  /** What is said of the file: `folder`, `title`. */
  readonly about?: Readonly<Record<string, string>>;
  /** The file whose bytes are replaced. */
  readonly replaces?: string;
  readonly onProgress?: (part: number) => void;
  readonly signal?: AbortSignal;
}

const IN_PIECES_FROM = 16 * 1024 * 1024;
const PIECE = 8 * 1024 * 1024;
const TRIES = 5;

export async function uploadFile(file: File, options: UploadOptions = {}): Promise<MediaFile> {
  if (options.replaces === undefined && file.size >= IN_PIECES_FROM) return inPieces(file, options);
  const form = new FormData();
  for (const [name, value] of Object.entries(options.about ?? {})) form.append(name, value);
  form.append("file", file, file.name);
  const id = options.replaces;
  const answer = await send(
    id === undefined ? "POST" : "PATCH",
    id === undefined ? "/api/files" : `/api/files/${encodeURIComponent(id)}`,
    {
      body: form,
      options,
      share: (sent) => sent,
    },
  );
  return fileOf(asObject(asObject(JSON.parse(answer.text)).data));
}

async function inPieces(file: File, options: UploadOptions): Promise<MediaFile> {
  const about = { ...options.about, filename: file.name, filetype: file.type };
  const metadata = Object.entries(about).map(([name, value]) => `${name} ${base64(value)}`);
  const begun = await send("POST", "/api/files/tus", {
    headers: { "upload-length": String(file.size), "upload-metadata": metadata.join(",") },
    options,
  });
  const place = begun.header("location") ?? "";
  let offset = 0;
  let failures = 0;
  while (true) {
    try {
      const answer = await send("PATCH", place, {
        headers: { "upload-offset": String(offset), "content-type": "application/offset+octet-stream" },
        body: file.slice(offset, offset + PIECE),
        options,
        share: (sent) => (offset + sent * Math.min(PIECE, file.size - offset)) / file.size,
      });
      failures = 0;
      offset = Number(answer.header("upload-offset"));
      const id = answer.header("directus-file-id");
      if (id !== null) return fileOf(asObject(await request("GET", `/files/${encodeURIComponent(id)}`)));
    } catch (error) {
      failures += 1;
      if (!(error instanceof Unreachable) || failures >= TRIES || options.signal?.aborted === true) throw error;
      await new Promise((done) => setTimeout(done, 1000 * 2 ** failures));
      offset = await reached(place, options).catch(() => offset);
    }
  }
}

async function reached(place: string, options: UploadOptions): Promise<number> {
  return Number((await send("HEAD", place, { options })).header("upload-offset"));
}

interface Sending {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: XMLHttpRequestBodyInit;
  readonly options: UploadOptions;
  /** Of the whole, when this share of the request has gone. */
  readonly share?: (sent: number) => number;
}

interface Sent {
  readonly text: string;
  header(name: string): string | null;
}

function send(method: string, address: string, { headers = {}, body, options, share }: Sending): Promise<Sent> {
  return new Promise((done, fail) => {
    const http = new XMLHttpRequest();
    http.open(method, address);
    const token = keptToken();
    if (token !== null) http.setRequestHeader("authorization", `Bearer ${token}`);
    if (address.startsWith("/api/files/tus")) http.setRequestHeader("tus-resumable", "1.0.0");
    for (const [name, value] of Object.entries(headers)) http.setRequestHeader(name, value);
    http.upload.onprogress = ({ loaded, total }) => {
      if (share !== undefined && total > 0) options.onProgress?.(share(loaded / total));
    };
    const cancel = () => http.abort();
    options.signal?.addEventListener("abort", cancel, { once: true });
    http.onerror = () => fail(new Unreachable("the server does not answer"));
    http.onabort = () => fail(new DOMException("given up", "AbortError"));
    http.onload = () => {
      options.signal?.removeEventListener("abort", cancel);
      if (http.status < 400) return done({ text: http.responseText, header: (name) => http.getResponseHeader(name) });
      if (http.status === 401 && sessionState.get() === "in") sessionState.set("lost");
      fail(apiError(http.status, parsed(http.responseText), http.getResponseHeader("retry-after")));
    };
    http.send(body ?? null);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(asText(text) ?? "")));
}
