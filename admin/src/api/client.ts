/** `request`: the one place that talks to the server. Paths are relative to `/api`. */
import { asObject, asText } from "@/lib/json";
import { apiError, Unreachable } from "./errors";
import { isServerGone } from "./reach";
import { keepActing, keptActing, keptToken, sessionState } from "./session";
import { viewedAs } from "./view-as";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";
export type Query = Readonly<Record<string, string | undefined>>;

export interface RequestOptions {
  readonly query?: Query;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** For sign-in itself: a refusal there says nothing of the session that is. */
  readonly keepsSession?: boolean;
  /** Sent even though the page is left in this moment. Browsers let at most 64 kB through. */
  readonly outlivesPage?: boolean;
}

/** An answer with what came beside its data. */
export interface Answer {
  readonly data: unknown;
  readonly meta: unknown;
  /** Of the item in `data`, for `If-Match`. */
  readonly etag: string | null;
}

export async function request(method: Method, path: string, options: RequestOptions = {}): Promise<unknown> {
  return (await requestWhole(method, path, options)).data;
}

export async function requestWhole(method: Method, path: string, options: RequestOptions = {}): Promise<Answer> {
  const response = await answered(method, path, options);
  const body = await parse(response);
  if (!response.ok) throw apiError(response.status, body, response.headers.get("retry-after"));
  const isEnveloped = typeof body === "object" && body !== null && "data" in body;
  const meta = isEnveloped && "meta" in body ? body.meta : null;
  return { data: isEnveloped ? body.data : body, meta, etag: response.headers.get("etag") };
}

/** An answer that is a file. */
export async function requestFile(method: Method, path: string, options: RequestOptions = {}): Promise<Blob> {
  const response = await answered(method, path, options);
  if (!response.ok) throw apiError(response.status, await parse(response), response.headers.get("retry-after"));
  try {
    return await response.blob();
  } catch (cause) {
    throw new Unreachable("the answer broke off", { cause });
  }
}

async function answered(method: Method, path: string, options: RequestOptions): Promise<Response> {
  const response = await send(method, path, options);
  if (response.status !== 401 || options.keepsSession === true) return response;
  const again = (await isProlonged()) ? await send(method, path, options) : response;
  if (again.status === 401 && sessionState.get() === "in") sessionState.set("lost");
  return again;
}

export function apiAddress(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "") parameters.set(name, value);
  }
  const text = parameters.toString();
  return `/api${path}${text === "" ? "" : `?${text}`}`;
}

async function send(method: Method, path: string, options: RequestOptions): Promise<Response> {
  const headers = new Headers(options.headers);
  const token = keptToken();
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  const role = viewedAs.get();
  if (role !== null && !headers.has("quintet-view-as")) headers.set("quintet-view-as", role);
  const init: RequestInit = { method, headers, credentials: "same-origin", signal: options.signal ?? null };
  if (options.outlivesPage === true) init.keepalive = true;
  if (options.body instanceof FormData) {
    init.body = options.body;
  } else if (options.body !== undefined) {
    headers.set("content-type", "application/json");
    init.body = JSON.stringify(options.body);
  }
  try {
    const response = await fetch(apiAddress(path, options.query), init);
    // What stands in front of a server answers for it while it is gone.
    isServerGone.set(GATEWAY.has(response.status));
    return response;
  } catch (cause) {
    if (options.signal?.aborted === true) throw cause;
    isServerGone.set(true);
    throw new Unreachable("the server does not answer", { cause });
  }
}

const GATEWAY: ReadonlySet<number> = new Set([502, 504]);

async function parse(response: Response): Promise<unknown> {
  const type = response.headers.get("content-type") ?? "";
  if (response.status === 204) return null;
  if (!type.includes("json")) return response.text();
  try {
    return await response.json();
  } catch (cause) {
    throw new Unreachable("the answer broke off", { cause });
  }
}

let prolonging: Promise<boolean> | null = null;

/** A session's cookie is short-lived and can be prolonged as long as the session lasts. Requests that fail together ask once. */
function isProlonged(): Promise<boolean> {
  const isApiToken = keptToken() !== null && keptActing() === null;
  if (isApiToken) return Promise.resolve(false);
  prolonging ??= prolong().finally(() => {
    prolonging = null;
  });
  return prolonging;
}

async function prolong(): Promise<boolean> {
  const acting = keptActing();
  const body = acting === null ? { mode: "session" } : { mode: "json", refresh_token: acting.refresh };
  try {
    const response = await send("POST", "/auth/refresh", { body });
    if (acting === null || !response.ok) return response.ok;
    const { access_token, refresh_token } = asObject(asObject(await parse(response)).data);
    keepActing(asText(access_token) ?? "", { ...acting, refresh: asText(refresh_token) ?? "" });
    return true;
  } catch {
    return false;
  }
}
