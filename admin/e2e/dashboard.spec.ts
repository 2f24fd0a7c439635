/** What somebody finds who comes in the morning. */
import { expect, test } from "vitest";
import { newArticle } from "./articles";
import { expectAccessible, openPage, settled } from "./browser";

test("an item is begun from here, and what was typed and not saved is found again", async () => {
  const page = await openPage({ as: "editor" });
  await page.goto("/admin/");
  await settled(page);
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await page.getByRole("menuitem", { name: "Articles" }).click();
  await page.waitForURL(/articles\/(\+|%2B)$/);
  await page.getByLabel("Title").first().fill("The lighthouse keeper retires");
  await page.getByText("Unsaved changes").waitFor();
  await page.getByRole("link", { name: "Dashboard" }).click();
  await page.getByRole("button", { name: "Leave and keep them" }).click();

  const worth = page.getByRole("region", { name: "Worth a look" });
  await worth.getByRole("link", { name: "The lighthouse keeper retires" }).click();
  await page.waitForURL(/articles\/(\+|%2B)$/);
  await page.getByRole("button", { name: "Restore it" }).click();
  expect(await page.getByLabel("Title").first().inputValue()).toBe("The lighthouse keeper retires");
});

test("it shows drafts, what was edited, what happened, and what was made, as numbers too", async () => {
  const title = `Morning ${Date.now()}`;
  await newArticle(title);
  const page = await openPage();
  await page.goto("/admin/");
  await settled(page);
  for (const name of ["Drafts", "Recently edited", "In the last few days"]) {
    await page.getByRole("region", { name }).getByRole("link", { name: title }).waitFor();
  }
  const made = page.getByRole("region", { name: "New content" });
  await made.locator("svg.recharts-surface").waitFor();
  await made.getByText("Show the numbers").click();
  await made.getByRole("columnheader", { name: "Articles" }).waitFor();
  expect(await made.getByRole("row").count()).toBeGreaterThan(1);
  await expectAccessible(page);
  // As it is hidden while a page that comes slowly is on its way: without a complaint, and drawn again.
  const setHidden = (isHidden: boolean) =>
    page
      .locator("main")
      .evaluate((main, display) => main.style.setProperty("display", display), isHidden ? "none" : "");
  await setHidden(true);
  await made.locator("svg.recharts-surface").waitFor({ state: "detached" });
  await setHidden(false);
  await made.locator("svg.recharts-surface").waitFor();
  await page.getByRole("link", { name: "All activity" }).click();
  await page.waitForURL("**/activity");
});

test("a project without collections says how to begin", async () => {
  const page = await openPage();
  await page.route("**/api/collections", async (route) => {
    const response = await route.fetch();
    const { data } = await response.json();
    const system = data.filter((one: { meta: { system: boolean } }) => one.meta.system);
    await route.fulfill({ response, json: { data: system } });
  });
  await page.goto("/admin/");
  await page.getByRole("heading", { name: "No collections yet" }).waitFor();
  await page.getByText("models/articles.yaml").waitFor();
  await expectAccessible(page);
});
