/** The browser's side of passkeys: what a device answers to a wish of the server. */
import { asObject } from "./json";

/** Browsers give passkeys to names, not to addresses, and to pages that nobody can read along. */
export function hasPasskeys(host: string = location.hostname): boolean {
  const isName = !/^[\d.]+$|:/.test(host);
  return isName && typeof PublicKeyCredential === "function" && "parseCreationOptionsFromJSON" in PublicKeyCredential;
}

/** Whether the browser offers passkeys where the address is typed. */
export async function offersPasskeys(): Promise<boolean> {
  if (!hasPasskeys() || PublicKeyCredential.isConditionalMediationAvailable === undefined) return false;
  return PublicKeyCredential.isConditionalMediationAvailable();
}

/** The device makes a new one. */
export async function makeCredential(options: unknown): Promise<unknown> {
  // The server sends what the browser reads: the standard's own JSON.
  const wish = asObject(options).publicKey as unknown as PublicKeyCredentialCreationOptionsJSON;
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(wish);
  return toJson(await navigator.credentials.create({ publicKey }));
}

export interface Asking {
  /** In the field of the address, when somebody wants to; else at once. */
  readonly isQuiet: boolean;
  readonly signal: AbortSignal;
}

/** The device shows one that it has. */
export async function askCredential(options: unknown, { isQuiet, signal }: Asking): Promise<unknown> {
  // As above.
  const wish = asObject(options).publicKey as unknown as PublicKeyCredentialRequestOptionsJSON;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(wish);
  const mediation = isQuiet ? "conditional" : "optional";
  return toJson(await navigator.credentials.get({ publicKey, mediation, signal }));
}

/** Somebody closed the browser's dialog, or it was taken back: nothing went wrong. */
export function isGivenUp(error: unknown): boolean {
  return error instanceof DOMException && ["NotAllowedError", "AbortError"].includes(error.name);
}

/** The device has one of this account already. */
export function isThereAlready(error: unknown): boolean {
  return error instanceof DOMException && error.name === "InvalidStateError";
}

function toJson(credential: Credential | null): unknown {
  return credential instanceof PublicKeyCredential ? credential.toJSON() : null;
}
