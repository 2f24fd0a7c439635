import { expect, inject, test } from "vitest";
import { expectComplaint, openPage, settled } from "./browser";

test("one signs in, comes to where one wanted to be, and signs out", async () => {
  const page = await openPage({ as: "nobody" });
  await page.goto("/admin/content/articles?sort=-title");
  await page.getByRole("heading", { name: /Sign in to/ }).waitFor();
  expectComplaint(/403/);
  await page.getByLabel("API token").fill("qt_wrong_token");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("The server does not know this token.").waitFor();
  expectComplaint(/401/);
  await page.getByLabel("API token").fill(inject("adminToken"));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Articles", level: 1 }).waitFor();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/admin/content/articles?sort=-title");

  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: /Sign in to/ }).waitFor();
  await page.goto("/admin/content/articles");
  await page.getByRole("heading", { name: /Sign in to/ }).waitFor();
  expectComplaint(/403/);
});

test("a link that leads out of the app is not followed after signing in", async () => {
  const page = await openPage({ as: "nobody" });
  for (const next of ["//evil.example", "/\\evil.example", "https://evil.example"]) {
    await page.goto(`/admin/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByLabel("API token").fill(inject("adminToken"));
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Dashboard", level: 1 }).waitFor();
    expect(new URL(page.url()).host).toBe(new URL(inject("url")).host);
    await page.evaluate(() => sessionStorage.clear());
  }
});

test("a session that ends loses nothing that was typed", async () => {
  const name = `Unsaved ${Date.now()}`;
  const page = await openPage();
  await page.goto("/admin/content/tags/+");
  await page.getByLabel("Name").fill(name);
  await page.evaluate(() => sessionStorage.setItem("quintet-token", "qt_gone_gone"));
  await page.getByRole("button", { name: "Create" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await dialog.waitFor();
  expectComplaint(/401/);
  await dialog.getByLabel("API token").fill(inject("adminToken"));
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await page.getByLabel("Name").inputValue()).toBe(name);
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByRole("heading", { name }).waitFor();
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
