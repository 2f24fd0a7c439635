/**
 * Who is signed in, as far as the browser knows. With a session the cookie says it and scripts cannot read it; a pasted API token is kept for the
 * tab only, and so is the session of somebody for whom an administrator acts, beside his own. `state` is "lost" when the server no longer accepts what it accepted before: the pages stay, with what was typed, and one signs in over them.
 */
import { asObject, asText } from "@/lib/json";
import { Signal } from "@/lib/signal";

export type SessionState = "unknown" | "in" | "out" | "lost";

const KEY = "quintet-token";
const ACTING_KEY = "quintet-acting";

export const sessionState = new Signal<SessionState>("unknown");

export function keptToken(): string | null {
  return sessionStorage.getItem(KEY);
}

export function keepToken(token: string): void {
  sessionStorage.setItem(KEY, token);
}

export function forgetToken(): void {
  sessionStorage.removeItem(KEY);
  sessionStorage.removeItem(ACTING_KEY);
}

/** Signed in here, as oneself: what the server wants for changing how one signs in. */
export function hasOwnSession(): boolean {
  return keptToken() === null;
}

/** The session of an administrator who acts as somebody else. */
export interface Acting {
  /** With it the next tokens are asked for. */
  readonly refresh: string;
  /** The token that was shown before; null where a cookie says who one is. */
  readonly before: string | null;
}

export function keptActing(): Acting | null {
  const { refresh, before } = asObject(JSON.parse(sessionStorage.getItem(ACTING_KEY) ?? "null"));
  return typeof refresh === "string" ? { refresh, before: asText(before) } : null;
}

export function keepActing(access: string, acting: Acting): void {
  keepToken(access);
  sessionStorage.setItem(ACTING_KEY, JSON.stringify(acting));
}

/** Oneself again. */
export function forgetActing(): void {
  const acting = keptActing();
  if (acting === null) return;
  forgetToken();
  if (acting.before !== null) keepToken(acting.before);
}
