/** First start, signing in and out, and the ways back in. The session lives in a cookie that scripts cannot read. */
import { asList, asObject, asText } from "@/lib/json";
import { request, requestWhole } from "./client";
import { isApiError } from "./errors";
import { forgetToken, keepToken, keptToken, sessionState } from "./session";

export interface Provider {
  readonly name: string;
  readonly label: string;
}

/** How one comes in: what the sign-in page has to offer. */
export interface Entrance {
  /** There is no administrator yet. */
  readonly isSetupRequired: boolean;
  /** A server without accounts knows API tokens only. */
  readonly hasAccounts: boolean;
  readonly providers: readonly Provider[];
  /** Not where there is single sign-on only. */
  readonly hasPasswords: boolean;
  /** The server takes passkeys under this address. */
  readonly hasPasskeys: boolean;
}

export async function readEntrance(): Promise<Entrance> {
  try {
    const [setup, providers] = await Promise.all([request("GET", "/setup"), readProviders()]);
    return { isSetupRequired: asObject(setup).required === true, hasAccounts: true, ...providers };
  } catch (error) {
    if (!isApiError(error, "ROUTE_NOT_FOUND")) throw error;
    return { isSetupRequired: false, hasAccounts: false, providers: [], hasPasswords: false, hasPasskeys: false };
  }
}

async function readProviders(): Promise<Pick<Entrance, "providers" | "hasPasswords" | "hasPasskeys">> {
  const answer = await requestWhole("GET", "/auth");
  const providers = asList(answer.data).map(asObject);
  return {
    hasPasswords: true,
    hasPasskeys: asObject(answer.meta).passkeys === true,
    providers: providers.flatMap((provider) => {
      const name = asText(provider.name);
      return name === null ? [] : { name, label: asText(provider.label) ?? name };
    }),
  };
}

/** Where the browser goes to sign in elsewhere, and comes back to. */
export function providerAddress(provider: Provider, next: string): string {
  return `/api/auth/login/${encodeURIComponent(provider.name)}?redirect=${encodeURIComponent(`/admin${next}`)}`;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly otp?: string;
}

export async function signIn(credentials: Credentials): Promise<void> {
  await enter("/auth/login", { ...credentials });
}

export interface FirstAdministrator {
  readonly token: string;
  readonly email: string;
  readonly password: string;
  readonly first_name: string;
  readonly last_name: string;
}

export async function setUp(person: FirstAdministrator): Promise<void> {
  await enter("/setup", { ...person });
}

async function enter(path: string, body: Readonly<Record<string, string>>): Promise<void> {
  // An old token would be asked before the new cookie.
  forgetToken();
  await request("POST", path, { body: { ...body, mode: "session" }, keepsSession: true });
  sessionState.set("in");
}

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

/** Whether the server knows the browser, by what was done in another tab. */
export async function isSignedIn(): Promise<boolean> {
  try {
    await request("GET", "/policies/me/globals", { keepsSession: true });
  } catch {
    return false;
  }
  sessionState.set("in");
  return true;
}

/** Signed out here whatever the server says: its session ends by itself, the browser's must. */
export async function signOut(): Promise<void> {
  const isSession = keptToken() === null;
  forgetToken();
  sessionState.set("out");
  if (isSession) await request("POST", "/auth/logout", { body: { mode: "session" }, keepsSession: true });
}

export async function requestReset(email: string): Promise<void> {
  await request("POST", "/auth/password/request", { body: { email }, keepsSession: true });
}

export async function resetPassword(token: string, password: string): Promise<void> {
  await request("POST", "/auth/password/reset", { body: { token, password }, keepsSession: true });
}

export async function acceptInvitation(token: string, password: string): Promise<void> {
  await request("POST", "/users/invite/accept", { body: { token, password }, keepsSession: true });
}
