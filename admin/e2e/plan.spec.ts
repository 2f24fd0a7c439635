/** What an administrator sees of changes that wait. The plan is a made one: a real one would hold up the journeys after it. */
import { expect, test } from "vitest";
import { expectAccessible, openPage, settled } from "./browser";

const PLAN = {
  hash: "27a4dda781a6f794",
  steps: [
    {
      class: "safe",
      description: "rename column articles.summary to teaser",
      subject: "articles.teaser",
      reason: null,
      is_needed_to_serve: true,
      sql: ['ALTER TABLE "articles" RENAME COLUMN "summary" TO "teaser"'],
    },
    {
      class: "lossy",
      description: "set column articles.note aside as quintet_aside_note",
      subject: "articles.note",
      reason: "the model has no field for it any more; it is kept, and `restore-column` brings it back",
      is_needed_to_serve: false,
      sql: ['ALTER TABLE "articles" RENAME COLUMN "note" TO "quintet_aside_note"'],
    },
  ],
  conflicts: [],
  drift: ["articles has a column legacy_id that the models do not know"],
  questions: [],
};

test("a plan that waits is marked in the navigation, and shows its steps, its SQL and the command", async () => {
  const page = await openPage();
  await page.route("**/api/schema/plan", (route) => route.fulfill({ json: { data: PLAN } }));
  await page.goto("/admin/");
  await settled(page);
  await page.getByRole("img", { name: "Changes wait to be applied" }).waitFor();
  await page.getByRole("link", { name: /^Model/ }).click();
  await page.getByText("Pending changes").click();
  await page.waitForURL("**/model?view=plan");
  await page.getByRole("heading", { name: "2 steps wait" }).waitFor();
  await page.getByText("quintet apply --plan 27a4dda781a6f794 --allow-lossy articles.note").waitFor();
  await page.getByText('RENAME COLUMN "note"').waitFor();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Copy" }).first().click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("quintet apply --plan");
});

test("without one, the page says so, and nothing is marked", async () => {
  const page = await openPage();
  await page.goto("/admin/model?view=plan");
  await page.getByRole("heading", { name: "The database is what the models say" }).waitFor();
  expect(await page.getByRole("img", { name: "Changes wait to be applied" }).count()).toBe(0);
});
