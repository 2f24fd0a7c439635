/**
 * `npm run typing`: what a keystroke costs in a form of 200 fields and 50 open blocks, in processor time of the page's main thread (scripts, styles, layout
 * and painting together), so that a busy machine does not count. Its speed does: the first number is that of a page with one input and nothing else.
 */
import type { CDPSession, Locator, Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { openPage, settled } from "./browser";
import { wideItem } from "./wide";

const FRAME = 16;
const SENTENCE = "the quick brown fox jumps over the lazy dog and back again to the start";

async function spent(session: CDPSession): Promise<Record<string, number>> {
  const { metrics } = await session.send("Performance.getMetrics");
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

async function costOfKey(page: Page, session: CDPSession, input: Locator): Promise<number> {
  await input.scrollIntoViewIfNeeded();
  await input.click();
  await page.keyboard.type("warm up ", { delay: 40 });
  const before = await spent(session);
  await page.keyboard.type(SENTENCE, { delay: 60 });
  const after = await spent(session);
  const per = (name: string) => ((after[name] ?? 0) - (before[name] ?? 0)) * (1000 / SENTENCE.length);
  const parts = ["ScriptDuration", "LayoutDuration", "RecalcStyleDuration"].map(
    (name) => `${name} ${per(name).toFixed(1)}`,
  );
  console.log(`${per("TaskDuration").toFixed(1)} ms a key (${parts.join(", ")})`);
  return per("TaskDuration");
}

test("a key costs less than a frame", async () => {
  const response = await fetch(`${inject("url")}/api/items/wide`, {
    method: "POST",
    headers: { authorization: `Bearer ${inject("adminToken")}`, "content-type": "application/json" },
    body: JSON.stringify(wideItem()),
  });
  const { data } = await response.json();
  const page = await openPage();
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.setContent("<label>Nothing else <input></label>");
  await costOfKey(page, session, page.getByLabel("Nothing else"));
  await page.goto(`/admin/content/wide/${data.id}`);
  await settled(page);
  await page.getByRole("button", { name: "Expand all" }).click();
  await page.getByRole("region", { name: "50. Paragraph" }).waitFor();
  const block = (name: string) => page.getByRole("region", { name }).getByLabel("Text").first();
  const inputs = [
    page.locator('[data-field="f100"] input'),
    page.locator('[data-field="f101"] textarea').first(),
    block("25. Heading"),
    block("26. Paragraph"),
  ];
  for (const input of inputs) expect(await costOfKey(page, session, input)).toBeLessThan(FRAME);
});
