/** The people of the journeys. */
import type { Locator, Page } from "playwright-core";
import { inject } from "vitest";

export const ADA = {
  email: "ada@larkhaven.example",
  password: "correct horse battery staple",
  first: "Ada",
  last: "Marsh",
};

export async function signInWithPassword(scope: Page | Locator, email: string, password: string): Promise<void> {
  await scope.getByLabel("Email").fill(email);
  await scope.getByRole("textbox", { name: "Password" }).fill(password);
  await scope.getByRole("button", { name: "Sign in", exact: true }).click();
}

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

/** Somebody of his own for a journey: made past the pages. */
export async function makePerson(name: string, roles: readonly string[]): Promise<Person> {
  const email = `${name.toLowerCase()}-${Date.now()}@larkhaven.example`;
  const password = "sieben stille Kraniche am See";
  const body = { first_name: name, last_name: "Journey", email, password, roles };
  const { id } = await api<{ id: string }>("POST", "/users", body);
  return { id, email, password };
}

/** As an administrator, past the pages. */
export async function api<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers = { authorization: `Bearer ${inject("adminToken")}`, "content-type": "application/json" };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await fetch(`${inject("url")}/api${path}`, init);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? (undefined as T) : (await response.json()).data;
}
