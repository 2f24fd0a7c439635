/** What is around every page: where one is, how much there is, and what happens when something is not there. */
import { expect, test } from "vitest";
import { expectAccessible, expectComplaint, openPage, settled } from "./browser";

test("the navigation says how much there is, and the header where one is", async () => {
  const page = await openPage();
  await page.goto("/admin/content/articles/36a6ea2e-0def-59fd-a776-17fd2a06abeb");
  await settled(page);
  const navigation = page.getByRole("navigation", { name: "Navigation" });
  await navigation.locator("a", { hasText: /^Articles\d+$/ }).waitFor();
  const crumbs = page.getByRole("navigation", { name: "Breadcrumbs" });
  await crumbs.getByRole("link", { name: "Articles" }).click();
  await page.waitForURL("**/content/articles");
  await page.goto("/admin/roles/editor");
  await settled(page);
  await crumbs.getByText("Administration").waitFor();
  await crumbs.getByRole("link", { name: "Roles and permissions" }).click();
  await page.waitForURL("**/admin/roles");
});

test("the help tells the keys of the page before those of everywhere", async () => {
  const page = await openPage();
  await page.goto("/admin/content/articles/36a6ea2e-0def-59fd-a776-17fd2a06abeb");
  await settled(page);
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await help.getByText("Undo").waitFor();
  const groups = await help.getByRole("heading", { level: 3 }).allTextContents();
  expect(groups.indexOf("This item")).toBeLessThan(groups.indexOf("This app"));
  await expectAccessible(page);
});

test("a server that is gone is told, and the page comes back with it", async () => {
  const page = await openPage();
  await page.goto("/admin/content/tags");
  await settled(page);
  await page.route("**/api/**", (route) => route.abort());
  await page.getByRole("link", { name: "Sections" }).click();
  await page.getByText("The server does not answer. What you see").waitFor();
  await expectAccessible(page);
  await page.unroute("**/api/**");
  await page.getByText("The server does not answer. What you see").waitFor({ state: "detached" });
  await page.getByRole("link", { name: "City", exact: true }).first().waitFor();
  expectComplaint(/ERR_FAILED/);
});

test("a part of the app that is not on the server any more asks to load again; what is around it stays", async () => {
  const page = await openPage();
  await page.goto("/admin/content/tags");
  await settled(page);
  await page.route("**/*activity-page*", (route) => route.abort());
  await page.getByRole("link", { name: "Activity" }).click();
  await page.getByRole("heading", { name: "There is a newer version" }).waitFor();
  await expectAccessible(page);
  await page.unroute("**/*activity-page*");
  await page.getByRole("button", { name: "Load again" }).click();
  await page.getByRole("heading", { name: "Activity", level: 1 }).waitFor();
  expectComplaint(/ERR_FAILED|dynamically imported module|preload (CSS|assets)|Error in route match/);
});
