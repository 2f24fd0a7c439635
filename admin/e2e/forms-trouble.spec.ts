/** What must not break a form: a right that is taken away, a model that changes, a type that nobody knows, a very long text. */
import type { Page, Route } from "playwright-core";
import { expect, inject, test } from "vitest";
import { newArticle } from "./articles";
import { expectComplaint, openPage, settled } from "./browser";

const SAVE = "ControlOrMeta+s";

async function api(path: string, method = "GET", body?: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(`${inject("url")}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${inject("adminToken")}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer.data;
}

/** Changes what the server says of its fields, from now on. */
async function changeFields(
  page: Page,
  change: (field: { collection: string; field: string; meta: { kind: string } }) => boolean,
): Promise<void> {
  await page.route(/\/api\/fields(\?|$)/, async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    await route.fulfill({ response, json: { ...answer, data: answer.data.filter(change) } });
  });
}

test("a right that is taken away: it is said, and what was typed stays", async () => {
  const id = await newArticle("Trouble");
  const page = await openPage();
  await page.goto(`/admin/content/articles/${id}`);
  await settled(page);
  const refuse = (route: Route) =>
    route.request().method() === "PATCH"
      ? route.fulfill({ status: 403, json: { errors: [{ message: "no", extensions: { code: "FORBIDDEN" } }] } })
      : route.continue();
  await page.route("**/api/items/articles/**", refuse);
  await page.getByLabel("Dateline").fill("Still here");
  await page.keyboard.press(SAVE);
  await page.getByRole("alert").waitFor();
  expectComplaint(/403/);
  expect(await page.getByLabel("Dateline").inputValue()).toBe("Still here");
});

test("a model that changes under an open form: what has a place stays, what has none is named", async () => {
  const id = await newArticle("Trouble");
  const page = await openPage();
  await page.goto(`/admin/content/articles/${id}`);
  await settled(page);
  await page.getByLabel("Dateline").fill("Nowhere");
  const title = `Still a title ${Date.now()}`;
  await page.getByLabel("Title").first().fill(title);
  await changeFields(page, ({ collection, field }) => collection !== "articles" || field !== "dateline");
  const refuse = (route: Route) =>
    route.request().method() === "PATCH"
      ? route.fulfill({
          status: 400,
          json: { errors: [{ message: "dateline is no field", extensions: { code: "INVALID_PAYLOAD" } }] },
        })
      : route.continue();
  await page.route("**/api/items/articles/**", refuse);
  await page.keyboard.press(SAVE);
  await page.getByText(/These fields are gone.*Dateline/).waitFor();
  expectComplaint(/400/);
  expect(await page.getByLabel("Dateline").count()).toBe(0);
  expect(await page.getByLabel("Title").first().inputValue()).toBe(title);
  await page.unroute("**/api/items/articles/**", refuse);
  await page.keyboard.press(SAVE);
  await page.getByText("Saved", { exact: true }).waitFor();
  expect((await api(`/items/articles/${id}?fields=title`)).title).toBe(title);
});

test("a type that this app does not know is shown, and not touched", async () => {
  const page = await openPage();
  await changeFields(page, (field) => {
    if (field.collection === "articles" && field.field === "dateline") field.meta.kind = "hologram";
    return true;
  });
  await page.goto(`/admin/content/articles/${await newArticle("Trouble")}`);
  await settled(page);
  await page.getByText("This app does not know the type “hologram”.", { exact: false }).waitFor();
  expect(await page.locator('[data-field="dateline"] textarea').getAttribute("readonly")).not.toBeNull();
});

test("a text of 5 MB is typed on and saved", async () => {
  const long = "A line of a very long text, again and again.\n".repeat(116_000);
  const made = await api("/items/specimens", "POST", { name: "Long", long });
  const page = await openPage();
  await page.goto(`/admin/content/specimens/${made.id}`);
  await settled(page);
  const area = page.getByRole("textbox", { name: "Long", exact: true });
  await area.evaluate((element: HTMLTextAreaElement) => {
    element.focus();
    element.setSelectionRange(0, 0);
  });
  await page.keyboard.type("typed ");
  await page.keyboard.press(SAVE);
  // In its place: to look for it in all of the page takes a long time with such a text in it.
  await page.locator('header [aria-live="polite"]').getByText("Saved", { exact: true }).waitFor();
  const stored = await api(`/items/specimens/${made.id}?fields=long`);
  expect(String(stored.long).length).toBe(long.length + 6);
  expect(String(stored.long).startsWith("typed A line")).toBe(true);
});
