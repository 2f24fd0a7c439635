/** Signing in and out. Until the server has sessions, one signs in by pasting an API token. */
import { request } from "./client";
import { forgetToken, keepToken, keptToken, sessionState } from "./session";

/** Tries the token; keeps it only if the server knows it. */
export async function signInWithToken(token: string): Promise<void> {
  const before = keptToken();
  keepToken(token.trim());
  try {
    await request("GET", "/policies/me/globals", { keepsSession: true });
  } catch (error) {
    if (before === null) forgetToken();
    else keepToken(before);
    throw error;
  }
  sessionState.set("in");
}

export function signOut(): void {
  forgetToken();
  sessionState.set("out");
}
