/** A passkey of the browser's own (a virtual authenticator in Chromium), made and used against the server's ceremonies. */
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { makePerson, signInWithPassword } from "./accounts";
import { expectAccessible, expectComplaint, openPage, settled } from "./browser";

const GRACE = { email: "grace@larkhaven.example", password: "sieben stille Kraniche am See" };

declare global {
  interface Window {
    /** How the page has asked for passkeys. */
    asked: (string | undefined)[];
  }
}

interface Ceremony {
  readonly token: string;
  readonly options: { readonly publicKey: never };
}

/** Browsers give passkeys to names, not to addresses: the same server by its name. */
const address = () => inject("url").replace("127.0.0.1", "localhost");

async function post<T>(page: Page, path: string, body: unknown, token?: string): Promise<{ status: number; data: T }> {
  return page.evaluate(
    async ([to, sent, shown]) => {
      const headers: Record<string, string> = { "content-type": "application/json" };
      if (shown) headers.authorization = `Bearer ${shown}`;
      const answer = await fetch(`/api${to}`, { method: "POST", headers, body: JSON.stringify(sent) });
      return { status: answer.status, data: (await answer.json()).data };
    },
    [path, body, token] as const,
  );
}

async function withAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

const create = (page: Page, { options }: Ceremony) =>
  page.evaluate(async ({ publicKey }) => {
    const wish = PublicKeyCredential.parseCreationOptionsFromJSON(publicKey);
    return ((await navigator.credentials.create({ publicKey: wish })) as PublicKeyCredential).toJSON();
  }, options);

const get = (page: Page, { options }: Ceremony) =>
  page.evaluate(async ({ publicKey }) => {
    const wish = PublicKeyCredential.parseRequestOptionsFromJSON(publicKey);
    return ((await navigator.credentials.get({ publicKey: wish })) as PublicKeyCredential).toJSON();
  }, options);

test("a passkey is made, signs in alone, and each answer is good once", async () => {
  const page = await openPage();
  await page.goto(`${address()}/docs`);
  await settled(page);
  await withAuthenticator(page);
  await post(page, "/users", { ...GRACE, roles: ["editor"] }, inject("adminToken"));
  const signedIn = await post<{ access_token: string }>(page, "/auth/login", GRACE);
  const token = signedIn.data.access_token;

  const begun = await post<Ceremony>(page, "/users/me/passkeys/options", {}, token);
  const credential = await create(page, begun.data);
  const made = await post(page, "/users/me/passkeys", { token: begun.data.token, credential, name: "Laptop" }, token);
  expect(made.status).toBe(200);

  const asked = await post<Ceremony>(page, "/auth/passkey/options", {});
  const body = { token: asked.data.token, credential: await get(page, asked.data), mode: "json" };
  const entered = await post<{ access_token: string }>(page, "/auth/passkey", body);
  expect(entered.status).toBe(200);
  const me = await page.evaluate(async (shown) => {
    const answer = await fetch("/api/users/me?fields=email", { headers: { authorization: `Bearer ${shown}` } });
    return (await answer.json()).data;
  }, entered.data.access_token);
  expect(me).toMatchObject({ email: GRACE.email });

  // The same answer of the device again is worth nothing.
  const again = await post(page, "/auth/passkey", body);
  expect([400, 401, 403]).toContain(again.status);
  expectComplaint(/40[013]/);
});

test("a passkey is added, renamed, signs in from the page, and is removed", async () => {
  const person = await makePerson("Pella", ["editor"]);
  const page = await openPage({ as: "nobody" });
  await withAuthenticator(page);
  await page.addInitScript(() => {
    const get = navigator.credentials.get.bind(navigator.credentials);
    window.asked = [];
    navigator.credentials.get = (options) => {
      window.asked.push(options?.mediation);
      // A person would choose it from the list; the device of a test would answer at once, now and then before the button is pressed.
      if (options?.mediation !== "conditional") return get(options);
      return new Promise((_, refuse) => {
        options.signal?.addEventListener("abort", () => refuse(new DOMException("given up", "AbortError")));
      });
    };
  });
  await page.goto(`${address()}/admin/sign-in?next=${encodeURIComponent("/account?section=security")}`);
  await signInWithPassword(page, person.email, person.password);
  await page.getByText("No passkeys yet").waitFor();
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Work laptop");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Rename Work laptop" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Old laptop");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Remove Old laptop" }).waitFor();
  await expectAccessible(page);
  // The same device once more.
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("This device has a passkey of your account already.").waitFor();
  await page.keyboard.press("Escape");

  // The browser may offer it in the field of the address; the button asks at once.
  await page.waitForLoadState("networkidle");
  await page.context().clearCookies();
  await page.goto(`${address()}/admin/sign-in?next=${encodeURIComponent("/account?section=security")}`);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.getByRole("button", { name: "Remove Old laptop" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await page.getByText("No passkeys yet").waitFor();

  const asked = await page.evaluate(() => window.asked);
  const offers = await page.evaluate(() => PublicKeyCredential.isConditionalMediationAvailable());
  expect(asked).toEqual(offers ? ["conditional", "optional"] : ["optional"]);

  // What the server does not know any more is told, and the password still works.
  await page.waitForLoadState("networkidle");
  await page.context().clearCookies();
  await page.goto(`${address()}/admin/sign-in`);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.getByText("This passkey does not belong to an account here.").waitFor();
  expectComplaint(/401/);
  await signInWithPassword(page, person.email, person.password);
  await page.getByRole("heading", { name: "Dashboard", level: 1 }).waitFor();
});
