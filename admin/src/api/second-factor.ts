/** Second factors: codes of an app, recovery codes, passkeys. What is one's own is under `me`. */
import { asList, asNumber, asObject, asText, asTexts } from "@/lib/json";
import { type Asking, askCredential, makeCredential } from "@/lib/passkey";
import { request } from "./client";
import { forgetToken, sessionState } from "./session";

export interface SecondFactors {
  /** Codes of an app are asked for. */
  readonly isEnabled: boolean;
  readonly recoveryCodes: number;
  readonly passkeys: number;
}

/** `owner` is a user's id, for administrators, or `me`. */
export async function readSecondFactors(owner: string, signal?: AbortSignal): Promise<SecondFactors> {
  const state = asObject(await request("GET", `/users/${owner}/tfa`, signal === undefined ? {} : { signal }));
  return {
    isEnabled: state.is_enabled === true,
    recoveryCodes: asNumber(state.recovery_codes) ?? 0,
    passkeys: asNumber(state.passkeys) ?? 0,
  };
}

export interface NewSecret {
  readonly secret: string;
  /** What an app photographs. */
  readonly address: string;
}

export async function makeSecret(password: string): Promise<NewSecret> {
  const made = asObject(await request("POST", "/users/me/tfa/generate", { body: { password }, keepsSession: true }));
  return { secret: asText(made.secret) ?? "", address: asText(made.otpauth_url) ?? "" };
}

/** The recovery codes, which are told here and never again. */
export async function enableCodes(secret: string, otp: string): Promise<readonly string[]> {
  const body = { secret, otp };
  return recoveryCodesOf(await request("POST", "/users/me/tfa/enable", { body, keepsSession: true }));
}

export async function renewRecoveryCodes(otp: string): Promise<readonly string[]> {
  return recoveryCodesOf(await request("POST", "/users/me/tfa/recovery-codes", { body: { otp }, keepsSession: true }));
}

export async function disableCodes(otp: string): Promise<void> {
  await request("POST", "/users/me/tfa/disable", { body: { otp }, keepsSession: true });
}

/** Of somebody who has lost phone and codes. */
export async function removeCodes(user: string): Promise<void> {
  await request("DELETE", `/users/${user}/tfa`);
}

export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date | null;
  readonly lastUsedAt: Date | null;
}

export async function readPasskeys(signal?: AbortSignal): Promise<readonly Passkey[]> {
  const list = asList(await request("GET", "/users/me/passkeys", signal === undefined ? {} : { signal }));
  return list.map(asObject).map((passkey) => ({
    id: asText(passkey.id) ?? "",
    name: asText(passkey.name) ?? "",
    createdAt: asDate(passkey.created_at),
    lastUsedAt: asDate(passkey.last_used_at),
  }));
}

export async function addPasskey(name: string): Promise<void> {
  const { token, options } = asObject(await request("POST", "/users/me/passkeys/options", { body: {} }));
  const credential = await makeCredential(options);
  await request("POST", "/users/me/passkeys", { body: { token, credential, name } });
}

export async function renamePasskey(id: string, name: string): Promise<void> {
  await request("PATCH", `/users/me/passkeys/${id}`, { body: { name } });
}

export async function removePasskey(id: string): Promise<void> {
  await request("DELETE", `/users/me/passkeys/${id}`);
}

/** Signs in with a passkey alone. */
export async function signInWithPasskey(asking: Asking): Promise<void> {
  const ceremony = await request("POST", "/auth/passkey/options", { body: {}, keepsSession: true });
  const { token, options } = asObject(ceremony);
  const credential = await askCredential(options, asking);
  // An old token would be asked before the new cookie.
  forgetToken();
  await request("POST", "/auth/passkey", { body: { token, credential, mode: "session" }, keepsSession: true });
  sessionState.set("in");
}

function recoveryCodesOf(answer: unknown): readonly string[] {
  return asTexts(asObject(answer).recovery_codes);
}

function asDate(value: unknown): Date | null {
  const text = asText(value);
  return text === null ? null : new Date(text);
}
