/** What must not break a form: a right that is taken away, a model that changes, a type that nobody knows, very much of something, a slow network. */
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

test("ten thousand items to choose from come a page at a time, and are searched on the server", async () => {
  for (let at = 0; at < 10_000; at += 1000) {
    const names = Array.from({ length: 1000 }, (_, more) => ({ name: `Moss ${String(at + more).padStart(5, "0")}` }));
    await api("/items/species?fields=id", "POST", names);
  }
  const page = await openPage();
  await page.goto("/admin/content/specimens/+");
  await settled(page);
  await page.getByLabel("Name").first().fill("Found in the woods");
  let asked = 0;
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/items/species") asked += 1;
  });
  const picker = page.locator('[data-field="species"] input:not([type=hidden])');
  await picker.click();
  const options = page.getByRole("option", { name: /^Moss/ });
  await options.nth(19).waitFor();
  expect(await options.count()).toBe(20);
  expect(asked).toBe(1);
  // The list goes on before the arrows come to its end, as it does for the wheel.
  for (let at = 0; at < 15; at += 1) await page.keyboard.press("ArrowDown");
  await options.nth(39).waitFor();
  expect(asked).toBeLessThanOrEqual(3);
  await picker.fill("07777");
  await page.getByRole("option", { name: "Moss 07777" }).click();
  await page.keyboard.press(SAVE);
  await page.waitForURL(/specimens\/[0-9a-f-]{36}$/);
  const stored = await api(`/items/specimens/${page.url().split("/").at(-1)}?fields=species.name`);
  expect(stored).toMatchObject({ species: { name: "Moss 07777" } });
});

test("a slow network: what is typed while it is saved stays, and goes with the next save", async () => {
  const id = await newArticle("Slow");
  const page = await openPage();
  await page.goto(`/admin/content/articles/${id}`);
  await settled(page);
  let letGo = () => {};
  const wait = new Promise<void>((done) => {
    letGo = done;
  });
  await page.route("**/api/items/articles/**", async (route) => {
    if (route.request().method() === "PATCH") await wait;
    await route.continue();
  });
  const dateline = page.getByLabel("Dateline");
  await dateline.fill("First");
  const sent = page.waitForRequest((request) => request.method() === "PATCH");
  await page.keyboard.press(SAVE);
  await sent;
  await dateline.press("End");
  await page.keyboard.type(", and on");
  letGo();
  await page.waitForResponse((response) => response.request().method() === "PATCH");
  await expect.poll(async () => (await api(`/items/articles/${id}?fields=dateline`)).dateline).toBe("First");
  expect(await dateline.inputValue()).toBe("First, and on");
  await page.keyboard.press(SAVE);
  await expect.poll(async () => (await api(`/items/articles/${id}?fields=dateline`)).dateline).toBe("First, and on");
  await page.locator('header [aria-live="polite"]').getByText("Saved", { exact: true }).waitFor();
});
