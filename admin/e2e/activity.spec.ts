/** What somebody who asks "who did this?" finds, in the page and beside an item. */
import { expect, test } from "vitest";
import { newArticle } from "./articles";
import { expectAccessible, openPage, settled } from "./browser";

test("a change is told beside the item and in the log, with what was there before", async () => {
  const title = `Ferry ${Date.now()}`;
  const id = await newArticle(title);
  const page = await openPage();
  await page.goto(`/admin/content/articles/${id}`);
  await settled(page);
  const history = page.getByRole("region", { name: "Activity" });
  await history.getByText(/created/).waitFor();
  await page.getByLabel("Title").first().fill(`${title}, delayed`);
  await page.getByRole("button", { name: "Save" }).click();
  await history.getByText(/changed/).waitFor();

  await page.goto("/admin/activity");
  await settled(page);
  const line = page.getByRole("listitem").filter({ hasText: `changed ${title}, delayed` });
  await line.getByRole("button", { name: /^Details/ }).click();
  const row = line.getByRole("row").filter({ hasText: "Title" });
  await row.getByRole("cell", { name: title, exact: true }).waitFor();
  await row.getByRole("cell", { name: `${title}, delayed` }).waitFor();
  await expectAccessible(page);
  await line.getByRole("link", { name: `${title}, delayed` }).click();
  await page.waitForURL(`**/content/articles/${id}`);
});

test("what is looked at stands in the address, and older entries follow", async () => {
  const page = await openPage();
  await page.goto("/admin/activity");
  await settled(page);
  const lines = page.locator("main time");
  const first = await lines.count();
  await page.getByRole("button", { name: "Show older" }).click();
  await expect.poll(() => lines.count()).toBeGreaterThan(first);

  await page
    .getByRole("combobox", { name: "What" })
    .or(page.getByRole("textbox", { name: "What" }))
    .first()
    .click();
  await page.getByRole("option", { name: "API token created" }).click();
  await page.waitForURL("**/activity?action=token_created");
  await page
    .getByText(/created the API token/)
    .first()
    .waitFor();
  expect(await page.getByText(/signed in/).count()).toBe(0);
  await page.reload();
  await page
    .getByText(/created the API token/)
    .first()
    .waitFor();

  await page.goto("/admin/activity?person=00000000-0000-7000-8000-000000000000");
  await page.getByRole("heading", { name: "Nothing matches" }).waitFor();
  await page.getByRole("button", { name: "Show everything" }).click();
  await lines.first().waitFor();
});

test("who may not read the log is not led to it", async () => {
  const page = await openPage({ as: "editor" });
  await page.goto("/admin/");
  await settled(page);
  expect(await page.getByRole("link", { name: "Activity" }).count()).toBe(0);
  await page.goto("/admin/activity");
  await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
});
