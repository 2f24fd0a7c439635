/** People, their sessions and their API tokens. `owner` is a user's id, or `me`. */
import { asList, asObject, asText, asTexts, isObject, type Json, type JsonObject } from "@/lib/json";
import { type RequestOptions, request } from "./client";

export interface Session {
  readonly id: string;
  readonly isCurrent: boolean;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly lastUsedAt: Date | null;
  readonly createdAt: Date | null;
}

export interface Token {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly roles: readonly string[];
  readonly isReadOnly: boolean;
  /** Who it belongs to, as far as that is told; null for a machine's own. */
  readonly owner: { readonly id: string; readonly name: string } | null;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

export interface TokenWish {
  readonly name: string;
  /** Where all tokens are made: whose it is. Absent: a machine's own. */
  readonly user?: string;
  /** Absent: all that the owner may do. */
  readonly roles?: readonly string[];
  readonly is_read_only: boolean;
  readonly expires_at: string | null;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly isFromFile: boolean;
  readonly isAdmin: boolean;
  readonly hasAppAccess: boolean;
  readonly asksForFactor: boolean;
}

export async function readSessions(owner: string, signal?: AbortSignal): Promise<readonly Session[]> {
  const list = asList(await request("GET", `/users/${owner}/sessions`, withSignal({}, signal)));
  return list.map(asObject).map((session) => ({
    id: asText(session.id) ?? "",
    isCurrent: session.is_current === true,
    ip: asText(session.ip),
    userAgent: asText(session.user_agent),
    lastUsedAt: asDate(session.last_used_at),
    createdAt: asDate(session.created_at),
  }));
}

export async function endSession(owner: string, session: string): Promise<void> {
  await request("DELETE", `/users/${owner}/sessions/${session}`);
}

/** All but the one that asks. */
export async function endOtherSessions(owner: string): Promise<void> {
  await request("DELETE", `/users/${owner}/sessions`);
}

/** Without an owner: those of everybody and of machines, for administrators. */
export async function readTokens(owner: string | null, signal?: AbortSignal): Promise<readonly Token[]> {
  const fields = "*,user.id,user.first_name,user.last_name,user.email";
  const query = owner === null ? { sort: "-created_at", limit: "200", fields } : {};
  const list = asList(await request("GET", tokensPath(owner), withSignal({ query }, signal)));
  return list.map(asObject).map((token) => ({
    id: asText(token.id) ?? "",
    name: asText(token.name) ?? "",
    prefix: asText(token.prefix) ?? "",
    roles: asTexts(token.roles),
    isReadOnly: token.is_read_only === true,
    owner: ownerOf(asObject(token.user)),
    expiresAt: asDate(token.expires_at),
    lastUsedAt: asDate(token.last_used_at),
  }));
}

function ownerOf(user: JsonObject): Token["owner"] {
  const id = asText(user.id);
  const names = [user.first_name, user.last_name].flatMap((part) => asText(part) ?? []);
  return id === null ? null : { id, name: names.join(" ") || (asText(user.email) ?? id) };
}

/** The token's text: it is told once, here, and never again. */
export async function createToken(owner: string | null, wish: TokenWish): Promise<string> {
  return asText(asObject(await request("POST", tokensPath(owner), { body: wish })).token) ?? "";
}

export async function deleteToken(owner: string | null, token: string): Promise<void> {
  await request("DELETE", `${tokensPath(owner)}/${token}`);
}

export async function readRoles(signal?: AbortSignal): Promise<readonly Role[]> {
  const query = { sort: "name", limit: "200" };
  const list = asList(await request("GET", "/roles", withSignal({ query }, signal)));
  return list.map(asObject).map((role) => ({
    id: asText(role.id) ?? "",
    name: asText(role.name) ?? "",
    description: asText(role.description),
    isFromFile: role.source === "file",
    isAdmin: role.admin_access === true,
    hasAppAccess: role.app_access === true,
    asksForFactor: role.enforce_tfa === true,
  }));
}

/** One condition of a rule. With an item the server says whether it holds, and what the compared field is. */
export interface Clause {
  /** In the words of the files. */
  readonly condition: string;
  /** The same as a filter. */
  readonly filter: JsonObject | null;
  readonly holds: boolean | null;
  readonly value: Json | undefined;
}

export interface ExplainedRule {
  readonly role: string;
  /** File and line; empty for a role of the database. */
  readonly source: string;
  readonly grantsField: boolean;
  readonly filter: readonly Clause[];
  readonly check: readonly Clause[];
  readonly validate: readonly Clause[];
}

export interface Explanation {
  readonly verdict: "allowed" | "depends" | "denied";
  /** What decides. */
  readonly reason: string;
  /** The same as a sentence of the server. */
  readonly message: string;
  readonly rules: readonly ExplainedRule[];
}

/** Of `role` and `user` one is asked for. */
export interface Question {
  readonly role?: string | undefined;
  readonly user?: string | undefined;
  readonly action: string;
  readonly collection: string;
  readonly item?: string | undefined;
  readonly field?: string | undefined;
}

/** Whether somebody may do something, and which rule says so. For administrators. */
export async function explain(question: Question, signal?: AbortSignal): Promise<Explanation> {
  const answer = asObject(await request("GET", "/permissions/explain", withSignal({ query: { ...question } }, signal)));
  return {
    verdict: answer.verdict === "allowed" || answer.verdict === "depends" ? answer.verdict : "denied",
    reason: asText(answer.reason) ?? "",
    message: asText(answer.message) ?? "",
    rules: asList(answer.rules)
      .map(asObject)
      .map((rule) => ({
        role: asText(rule.role) ?? "",
        source: asText(rule.source) ?? "",
        grantsField: rule.grants_field !== false,
        filter: clausesOf(rule.filter),
        check: clausesOf(rule.check),
        validate: clausesOf(rule.validate),
      })),
  };
}

function clausesOf(json: unknown): readonly Clause[] {
  return asList(json)
    .map(asObject)
    .map(({ condition, filter, holds, value }) => ({
      condition: asText(condition) ?? "",
      filter: isObject(filter) ? filter : null,
      holds: typeof holds === "boolean" ? holds : null,
      value,
    }));
}

/** Sends a link to an account that is made and waits. Asked again, an earlier link is worth nothing. */
export async function inviteByMail(email: string, roles: readonly string[]): Promise<void> {
  await request("POST", "/users/invite", { body: { email, roles } });
}

/** As `inviteByMail`, and tells the link instead of sending it: for administrators. */
export async function inviteByLink(email: string, roles: readonly string[]): Promise<string> {
  const [made] = asList(await request("POST", "/users/invite", { body: { email: [email], roles, mail: false } }));
  return asText(asObject(made).link) ?? "";
}

export interface Grant {
  readonly access: string;
  readonly refresh: string;
}

/** A session as somebody else, for an hour. */
export async function impersonate(user: string): Promise<Grant> {
  const grant = asObject(await request("POST", `/users/${user}/impersonate`, { body: { mode: "json" } }));
  return { access: asText(grant.access_token) ?? "", refresh: asText(grant.refresh_token) ?? "" };
}

/** Ends the session as somebody else, and not one's own, which signing out would take along. */
export async function endImpersonation(): Promise<void> {
  const list = asList(await request("GET", "/users/me/sessions", { keepsSession: true })).map(asObject);
  const current = list.find((session) => session.is_current === true);
  if (current !== undefined)
    await request("DELETE", `/users/me/sessions/${asText(current.id)}`, { keepsSession: true });
}

function tokensPath(owner: string | null): string {
  return owner === null ? "/tokens" : `/users/${owner}/tokens`;
}

function asDate(value: unknown): Date | null {
  const text = asText(value);
  const date = text === null ? null : new Date(text);
  return date === null || Number.isNaN(date.getTime()) ? null : date;
}

function withSignal(options: RequestOptions, signal: AbortSignal | undefined): RequestOptions {
  return signal === undefined ? options : { ...options, signal };
}
