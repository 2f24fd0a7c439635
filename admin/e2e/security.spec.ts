/** Second factors through the pages: an app, recovery codes, and a role that asks for one. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { api, makePerson, type Person, signInWithPassword } from "./accounts";
import { expectAccessible, expectComplaint, openPage } from "./browser";
import { oneTimeCode } from "./one-time-code";

async function signIn(page: Page, person: Person, next = "/"): Promise<void> {
  await page.goto(`/admin/sign-in?next=${encodeURIComponent(next)}`);
  await signInWithPassword(page, person.email, person.password);
}

/** In the dialog or on the page of the set-up; gives the secret. */
async function setUpApp(page: Page, person: Person): Promise<string> {
  await page.getByRole("textbox", { name: "Password", exact: true }).last().fill(person.password);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("img", { name: /QR code/ }).waitFor();
  const secret = (await page.locator("pre code").textContent()) ?? "";
  await page.getByLabel("The code that the app shows now").fill(oneTimeCode(secret));
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByText("Keep these codes").waitFor();
  return secret;
}

test("an app is set up, asked for, left by a recovery code, and taken away", async () => {
  const person = await makePerson("Tova", ["editor"]);
  const page = await openPage({ as: "nobody" });
  await signIn(page, person, "/account?section=security");
  await page.getByRole("button", { name: "Set up an app" }).click();
  const secret = await setUpApp(page, person);
  await expectAccessible(page);
  const codes = await page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem").allTextContents();
  expect(codes).toHaveLength(10);
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(codes.join("\n"));
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toMatch(/recovery-codes\.txt$/);
  // Nobody closes it before he has the codes.
  await page.keyboard.press("Escape");
  expect(await page.getByRole("button", { name: "Done" }).isDisabled()).toBe(true);
  await page.getByLabel("I have kept the codes").check();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByText("10 recovery codes are left.").waitFor();

  // Six figures are sent by themselves; a wrong code is told, and is no reason to begin again.
  const other = await openPage({ as: "nobody" });
  await signIn(other, person, "/account?section=security");
  await other.getByLabel("Code from your authenticator app").fill("000000");
  await other.getByText("This code is not right").waitFor();
  expectComplaint(/401/);
  await other.getByLabel("Code from your authenticator app").fill(oneTimeCode(secret, 1));
  await other.getByText("10 recovery codes are left.").waitFor();

  const third = await openPage({ as: "nobody" });
  await signIn(third, person, "/account?section=security");
  await third.getByRole("button", { name: "Use a recovery code" }).click();
  await third.getByLabel("Recovery code").fill(codes[0] ?? "");
  await third.getByRole("button", { name: "Sign in", exact: true }).click();
  await third.getByText("9 recovery codes are left.").waitFor();
  expectComplaint(/401/);

  await third.getByRole("button", { name: "New recovery codes" }).click();
  await third
    .getByRole("dialog")
    .getByLabel("Code from the app")
    .fill(codes[1] ?? "");
  await third.getByRole("dialog").getByRole("button", { name: "New recovery codes" }).click();
  await third.getByText("Keep these codes").waitFor();
  const renewed = await third.getByRole("list", { name: "Recovery codes" }).getByRole("listitem").allTextContents();
  await third.getByLabel("I have kept the codes").check();
  await third.getByRole("button", { name: "Done" }).click();

  await third.getByRole("button", { name: "Turn off" }).click();
  await third
    .getByRole("dialog")
    .getByLabel("Code from the app")
    .fill(codes[2] ?? "");
  await third.getByRole("dialog").getByRole("button", { name: "Turn off" }).click();
  await third.getByText("This code is not right").waitFor();
  expectComplaint(/401/);
  await third
    .getByRole("dialog")
    .getByLabel("Code from the app")
    .fill(renewed[0] ?? "");
  await third.getByRole("dialog").getByRole("button", { name: "Turn off" }).click();
  await third.getByText("No app is set up.").waitFor();
});

test("who has a role that asks for a second factor sets one up before he comes in", async () => {
  const role = `careful-${Date.now()}`;
  await api("POST", "/roles", {
    id: role,
    name: "Careful",
    app_access: true,
    enforce_tfa: true,
    permissions: { tags: "all" },
  });
  const person = await makePerson("Cora", [role]);
  const page = await openPage({ as: "nobody" });
  await signIn(page, person, "/content/tags");
  await page.getByRole("heading", { name: "One more step" }).waitFor();
  expectComplaint(/403/);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  await setUpApp(page, person);
  await page.getByLabel("I have kept the codes").check();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("heading", { name: "Tags", level: 1 }).waitFor();
  // What it still asks for would be refused as soon as the account is gone.
  await page.close();
  await api("DELETE", `/users/${person.id}`);
  await api("DELETE", `/roles/${role}`);
});

test("a password that is easy to guess is told in words, and a good one is taken", async () => {
  const person = await makePerson("Pia", ["editor"]);
  const page = await openPage({ as: "nobody" });
  await signIn(page, person, "/account?section=security");
  await page.getByRole("textbox", { name: "New password" }).fill("password1234");
  await page.getByRole("button", { name: "Change the password" }).click();
  await page.getByText("This password is easy to guess.").waitFor();
  await page.getByRole("textbox", { name: "New password" }).fill("short");
  await page.getByRole("button", { name: "Change the password" }).click();
  await page.getByText(/at least \d+ characters/).waitFor();
  expectComplaint(/400/);
  const password = "violet kettle harbor 7";
  await page.getByRole("textbox", { name: "New password" }).fill(password);
  await page.getByRole("button", { name: "Change the password" }).click();
  await page.getByText("Saved").waitFor();
  const again = await openPage({ as: "nobody" });
  await signIn(again, { ...person, password });
  await again.getByRole("heading", { name: "Dashboard", level: 1 }).waitFor();
});

test("language and appearance follow somebody to another browser", async () => {
  const person = await makePerson("Lena", ["editor"]);
  const page = await openPage({ as: "nobody" });
  await signIn(page, person, "/account");
  await page.getByRole("radiogroup", { name: "Appearance" }).getByText("Dark").click();
  await page.getByRole("combobox", { name: "Language" }).click();
  await page.getByRole("option", { name: "Deutsch" }).click();
  await page.getByRole("heading", { name: "Mein Konto", level: 1 }).waitFor();

  const other = await openPage({ as: "nobody" });
  await signIn(other, person, "/account");
  await other.getByRole("heading", { name: "Mein Konto", level: 1 }).waitFor();
  await other.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === "dark");
});
