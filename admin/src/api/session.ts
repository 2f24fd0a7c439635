/**
 * Who is signed in, as far as the browser knows. With a session the cookie says it and scripts cannot read it; a pasted API token is kept for the
 * tab only. `state` is "lost" when the server no longer accepts what it accepted before: the pages stay, with what was typed, and one signs in over them.
 */
import { Signal } from "@/lib/signal";

export type SessionState = "unknown" | "in" | "out" | "lost";

const KEY = "quintet-token";

export const sessionState = new Signal<SessionState>("unknown");

export function keptToken(): string | null {
  return sessionStorage.getItem(KEY);
}

export function keepToken(token: string): void {
  sessionStorage.setItem(KEY, token);
}

export function forgetToken(): void {
  sessionStorage.removeItem(KEY);
}
