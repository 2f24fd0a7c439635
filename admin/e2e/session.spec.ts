import { expect, inject, test } from "vitest";
import { ADA, signInWithPassword } from "./accounts";
import { expectComplaint, openPage, settled } from "./browser";

test("the link of the first start makes the first administrator, once", async () => {
  const page = await openPage({ as: "nobody" });
  await page.goto("/admin/");
  await page.getByRole("heading", { name: /Set up/ }).waitFor();
  await page.getByText("Open the link that the server printed").waitFor();
  expectComplaint(/403/);

  await page.goto(`/admin/setup?token=${inject("setupToken")}`);
  await page.getByLabel("First name").fill(ADA.first);
  await page.getByLabel("Last name").fill(ADA.last);
  await page.getByLabel("Email").fill(ADA.email);
  await page.getByRole("textbox", { name: "Password" }).fill("password12");
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.getByRole("alert").waitFor();
  expectComplaint(/400/);
  await page.getByRole("textbox", { name: "Password" }).fill(ADA.password);
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.getByRole("heading", { name: "Dashboard", level: 1 }).waitFor();

  const another = await openPage({ as: "nobody" });
  await another.goto("/admin/");
  await another.getByRole("heading", { name: /Sign in to/ }).waitFor();
  expectComplaint(/403/);
});

test("one signs in, comes to where one wanted to be, and signs out", async () => {
  const page = await openPage({ as: "nobody" });
  await page.goto("/admin/content/articles?sort=-title");
  await page.getByRole("heading", { name: /Sign in to/ }).waitFor();
  expectComplaint(/403/);
  await signInWithPassword(page, ADA.email, "wrong password");
  await page.getByText("The address or the password is wrong.").waitFor();
  expectComplaint(/401/);
  await signInWithPassword(page, ADA.email, ADA.password);
  await page.getByRole("heading", { name: "Articles", level: 1 }).waitFor();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/admin/content/articles?sort=-title");
  const scripts = await page.evaluate(() => document.cookie);
  expect(scripts).not.toContain("quintet");

  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: /Sign in to/ }).waitFor();
  await page.getByLabel("Email").waitFor();
  await page.goto("/admin/content/articles");
  await page.getByRole("heading", { name: /Sign in to/ }).waitFor();
  expectComplaint(/403/);
});

test("a link that leads out of the app is not followed after signing in", async () => {
  for (const next of ["//evil.example", "/\\evil.example", "https://evil.example"]) {
    const page = await openPage({ as: "nobody" });
    await page.goto(`/admin/sign-in?next=${encodeURIComponent(next)}`);
    await signInWithPassword(page, ADA.email, ADA.password);
    await page.getByRole("heading", { name: "Dashboard", level: 1 }).waitFor();
    expect(new URL(page.url()).host).toBe(new URL(inject("url")).host);
  }
});

test("an API token is a way in too", async () => {
  const page = await openPage({ as: "nobody" });
  await page.goto("/admin/sign-in");
  await page.getByRole("button", { name: "Use an API token" }).click();
  await page.getByRole("textbox", { name: "API token" }).fill("qt_wrong_token");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("The server does not know this token.").waitFor();
  expectComplaint(/401/);
  await page.getByRole("textbox", { name: "API token" }).fill(inject("editorToken"));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Dashboard", level: 1 }).waitFor();
});

test("a session that ends loses nothing that was typed", async () => {
  const name = `Unsaved ${Date.now()}`;
  const page = await openPage({ as: "nobody" });
  await page.goto("/admin/sign-in");
  await signInWithPassword(page, ADA.email, ADA.password);
  await page.getByRole("heading", { name: "Dashboard", level: 1 }).waitFor();
  await page.goto("/admin/content/tags/+");
  await page.getByLabel("Name").fill(name);
  // What the page asks for by itself is answered: the session ends for what is saved.
  await settled(page);
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Create" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await dialog.waitFor();
  expectComplaint(/40[013]/);
  await signInWithPassword(dialog, ADA.email, ADA.password);
  await dialog.waitFor({ state: "detached" });
  // What was to be saved is saved without being asked for again.
  await page.getByRole("heading", { name }).waitFor();
  expect(await page.getByLabel("Name").inputValue()).toBe(name);
});

test("one sees where one is signed in, and makes and revokes a token", async () => {
  const page = await openPage({ as: "nobody" });
  await page.goto("/admin/sign-in?next=%2Faccount%3Fsection%3Dsessions");
  await signInWithPassword(page, ADA.email, ADA.password);
  await page.getByText("This session").waitFor();
  await page.getByRole("navigation", { name: "My account" }).getByRole("link", { name: "API tokens" }).click();
  await page.getByRole("button", { name: "New token" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("journey");
  await page.getByRole("button", { name: "Create the token" }).click();
  await page.getByText("Copy it now").waitFor();
  const token = await page.getByRole("dialog").locator("code").textContent();
  const answer = await fetch(`${inject("url")}/api/items/tags?limit=1`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Revoke journey" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await page.getByText("No tokens yet").waitFor();
  const refused = await fetch(`${inject("url")}/api/items/tags?limit=1`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(refused.status).toBe(401);
});

test("an administrator looks through the eyes of a role, and back", async () => {
  const page = await openPage();
  await page.goto("/admin/roles/reporter");
  await page
    .getByRole("button", { name: /: Articles: Rule/ })
    .first()
    .waitFor();
  await page.getByRole("button", { name: "View as this role" }).click();
  await page.getByText("You see everything as the role reporter does.").waitFor();
  await page.getByRole("link", { name: "Roles and permissions" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByRole("link", { name: "Roles and permissions" }).waitFor();
});

test("the palette leads anywhere by keyboard, and gives the focus back", async () => {
  const page = await openPage();
  await page.goto("/admin/");
  await settled(page);
  await page.getByRole("button", { name: "Search and commands" }).focus();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.press("Escape");
  await page.getByRole("combobox").waitFor({ state: "detached" });
  expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Search and commands");
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox").fill("tags");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Tags", level: 1 }).waitFor();
});

test("the language and the appearance are kept", async () => {
  const page = await openPage();
  await page.goto("/admin/");
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await page.getByRole("menuitemradio", { name: "العربية" }).click();
  await page.getByRole("heading", { name: "لوحة المعلومات", level: 1 }).waitFor();
  const attributes = await page.evaluate(() => {
    const { dir, lang, dataset } = document.documentElement;
    return [dir, lang, dataset.mantineColorScheme];
  });
  expect(attributes).toEqual(["rtl", "ar", "dark"]);
});
