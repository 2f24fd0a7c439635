/** What somebody does with a list: order it, narrow it, choose its columns, keep it as a view; much of it without a pointer. */
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { openPage, settled } from "./browser";

const FILTERED = {
  _and: [
    { status: { _in: ["published", "draft"] } },
    { author: { name: { _icontains: "a" } } },
    { tags: { _some: { name: { _eq: "Trams" } } } },
  ],
};

async function openList(path = "/admin/content/articles", as: "admin" | "editor" = "admin"): Promise<Page> {
  const page = await openPage({ as });
  await page.goto(path);
  await settled(page);
  return page;
}

/** What the URL says, once it says it. */
async function urlSays(page: Page, name: string, expected: unknown): Promise<void> {
  await expect.poll(() => parameter(page, name)).toEqual(expected);
}

function parameter(page: Page, name: string): unknown {
  const text = new URL(page.url()).searchParams.get(name);
  return name === "filter" && text !== null ? JSON.parse(text) : text;
}

function titles(page: Page): Promise<string[]> {
  return page.locator("tbody tr td a").allInnerTexts();
}

function head(page: Page, name: string) {
  return page.getByRole("columnheader", { name }).getByRole("button", { name, exact: true });
}

test("heads sort, Shift adds a key, and the browser's back takes it back", async () => {
  const page = await openList();
  const before = await titles(page);
  await head(page, "Title").click();
  await urlSays(page, "sort", "title");
  // The rows of before stay until the answer is there.
  await expect.poll(() => titles(page)).not.toEqual(before);
  const up = await titles(page);
  await head(page, "Title").click();
  await urlSays(page, "sort", "-title");
  await expect.poll(() => titles(page)).not.toEqual(up);
  expect(await page.getByRole("columnheader", { name: "Title" }).getAttribute("aria-sort")).toBe("descending");
  await head(page, "Author").focus();
  await page.keyboard.press("Shift+Enter");
  await urlSays(page, "sort", "-title,author.name");
  await page.goBack();
  await page.goBack();
  await urlSays(page, "sort", "title");
  await expect.poll(() => titles(page)).toEqual(up);
});

test("a slash leads to the search; what is typed is looked for, and Escape forgets it", async () => {
  const page = await openList();
  const all = await titles(page);
  await page.keyboard.press("/");
  await page.keyboard.type("harbor");
  await urlSays(page, "search", "harbor");
  await expect.poll(() => titles(page)).not.toEqual(all);
  await page.keyboard.press("Escape");
  await urlSays(page, "search", null);
  await expect.poll(() => titles(page)).toEqual(all);
});

test("an answer that comes late does not take the place of a newer one", async () => {
  const expected = await titles(await openList("/admin/content/articles?search=harbor"));
  const page = await openList();
  let letGo = () => {};
  let wasAnswered = () => {};
  const wait = new Promise<void>((done) => {
    letGo = done;
  });
  const answered = new Promise<void>((done) => {
    wasAnswered = done;
  });
  await page.route(/\/api\/items\/articles\?.*search=tram/, async (route) => {
    await wait;
    // Whoever asked may have gone on, and then nobody takes the answer.
    await route
      .fetch()
      .then((response) => route.fulfill({ response }))
      .catch(() => {});
    wasAnswered();
  });
  const asked = page.waitForRequest(/search=tram/);
  await page.getByRole("searchbox").fill("tram");
  await asked;
  await page.getByRole("searchbox").fill("harbor");
  await expect.poll(() => titles(page)).toEqual(expected);
  letGo();
  await answered;
  // As long as an answer takes to be drawn.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200))));
  expect(await titles(page)).toEqual(expected);
});

test("pages are leafed through, and found again after a reload", async () => {
  const page = await openList("/admin/content/articles?limit=20&sort=title");
  const first = await titles(page);
  await page.getByRole("link", { name: "Next page" }).click();
  await urlSays(page, "page", "2");
  await expect.poll(() => titles(page)).not.toEqual(first);
  const second = await titles(page);
  await page.reload();
  await settled(page);
  expect(await titles(page)).toEqual(second);
  await page.getByRole("link", { name: "Previous page" }).click();
  await expect.poll(() => titles(page)).toEqual(first);
  await page.goto("/admin/content/articles?page=999");
  await page.getByRole("button", { name: "First page" }).click();
  await page.getByRole("table").waitFor();
});

test("a long list goes by cursors, with the way back", async () => {
  const page = await openPage();
  // A million rows are no matter of a journey; that the server says so, is.
  await page.route(/\/api\/items\/articles\?.*meta=estimated_count/, (route) =>
    route.fulfill({ json: { data: [], meta: { estimated_count: 1_234_567 } } }),
  );
  await page.goto("/admin/content/articles?limit=20&sort=title");
  await settled(page);
  await page.getByText("about 1.2 million", { exact: true }).waitFor();
  const first = await titles(page);
  await page.getByRole("link", { name: "Next page" }).click();
  await expect.poll(() => parameter(page, "cursor")).not.toBe(null);
  await expect.poll(() => titles(page)).not.toEqual(first);
  await page.getByText(/^21–40 of/).waitFor();
  await page.reload();
  await settled(page);
  await page.getByRole("link", { name: "Previous page" }).click();
  await urlSays(page, "cursor", null);
  await expect.poll(() => titles(page)).toEqual(first);
});

test("a filter through a relation, built without a pointer", async () => {
  const page = await openList();
  await page.keyboard.press("f");
  const field = page.getByRole("combobox", { name: "Field" });
  await field.first().waitFor();
  await page.keyboard.type("author");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => field.count()).toBe(2);
  await field.nth(1).focus();
  await page.keyboard.press("ArrowDown");
  await field.nth(1).fill("Name");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const value = page.getByRole("textbox", { name: "Value: Name" });
  await value.focus();
  await page.keyboard.type("marlowe");
  await urlSays(page, "filter", { author: { name: { _icontains: "marlowe" } } });
  await page.getByRole("button", { name: "Author › Name contains marlowe", exact: true }).waitFor();
  await page.getByText(/^1–\d+ of \d+$/).waitFor();
  const authors = await page.locator("tbody tr td:nth-child(4)").allInnerTexts();
  expect(new Set(authors)).toEqual(new Set(["Ada Marlowe"]));
});

test("a chip goes when its cross is struck, and opens the builder at its condition", async () => {
  const page = await openList(`/admin/content/articles?filter=${encodeURIComponent(JSON.stringify(FILTERED))}`);
  const chips = page.getByRole("list", { name: "Filters" });
  await chips.getByRole("button", { name: "Status is Published or Draft", exact: true }).waitFor();
  await chips.getByRole("button", { name: /^Remove the condition Status/ }).click();
  await urlSays(page, "filter", { _and: FILTERED._and.slice(1) });
  await chips.getByRole("button", { name: "at least one of Tags: Name is Trams", exact: true }).click();
  const value = page.getByRole("textbox", { name: "Value: Name" }).nth(1);
  await value.waitFor();
  await expect.poll(() => value.evaluate((input) => input === document.activeElement)).toBe(true);
  await chips.getByRole("button", { name: "Remove all filters" }).click();
  await urlSays(page, "filter", null);
});

test("a filter that cannot be drawn is kept as it is written", async () => {
  const filter = { _or: [{ status: "draft" }, {}] };
  const page = await openList(`/admin/content/articles?filter=${encodeURIComponent(JSON.stringify(filter))}`);
  await page.getByRole("button", { name: "Advanced filter", exact: true }).click();
  const json = page.getByRole("textbox", { name: "The filter as JSON" });
  expect(JSON.parse(await json.inputValue())).toEqual(filter);
  await json.fill("{ no JSON");
  await page.getByText("This is not a JSON object.").waitFor();
  expect(parameter(page, "filter")).toEqual(filter);
  await json.fill('{"status": {"_eq": "draft"}}');
  await urlSays(page, "filter", { status: { _eq: "draft" } });
  await page.getByRole("button", { name: "Status is Draft", exact: true }).waitFor();
});

test("columns are chosen, put in order and made wide by the keyboard", async () => {
  const page = await openList();
  await page.getByRole("button", { name: "Columns", exact: true }).press("Enter");
  const find = page.getByRole("textbox", { name: "Find a field" });
  await find.fill("slug");
  await find.press("Enter");
  await urlSays(page, "fields", "title,status,author,section,published_at,updated_by,slug");
  await page.keyboard.press("Escape");
  await head(page, "Slug").focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("Shift+ArrowLeft");
  await urlSays(page, "fields", "title,slug,status,author,section,published_at,updated_by");
  expect(await head(page, "Slug").evaluate((button) => button === document.activeElement)).toBe(true);
  const edge = page.getByRole("separator", { name: "Width of Slug" });
  await edge.focus();
  const before = await widthOf(page, "Slug");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => widthOf(page, "Slug")).toBe(before + 40);
  await page.reload();
  await settled(page);
  expect(await widthOf(page, "Slug")).toBe(before + 40);
});

async function widthOf(page: Page, name: string): Promise<number> {
  const box = await page.getByRole("columnheader", { name }).boundingBox();
  return Math.round(box?.width ?? 0);
}

test("a view is saved, found after a reload and in the palette, changed, and deleted", async () => {
  const name = `Oldest first ${Date.now()}`;
  const page = await openList("/admin/content/events?sort=created_at");
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(name);
  await page.keyboard.press("Enter");
  const views = page.getByRole("navigation", { name: "Views" });
  await views.getByRole("link", { name }).waitFor();
  await page.goto("/admin/");
  await settled(page);
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox").fill(name);
  await page.getByRole("option", { name: `Events: ${name}` }).waitFor();
  await page.keyboard.press("Enter");
  await urlSays(page, "sort", "created_at");
  await page.reload();
  await settled(page);
  expect(await views.getByRole("link", { name }).getAttribute("aria-current")).toBe("page");
  await head(page, "Title").click();
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByRole("menuitem", { name: `Update “${name}”` }).click();
  await page.getByText("The view is saved.").last().waitFor();
  await views.getByRole("link", { name: "All", exact: true }).click();
  await urlSays(page, "sort", null);
  await views.getByRole("link", { name }).click();
  await urlSays(page, "sort", "title");
  await page.getByRole("button", { name: `Edit the view ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
  await page.getByText("The view is deleted.").waitFor();
  await expect.poll(() => views.getByRole("link", { name }).count()).toBe(0);
});

test("the filter offers every operator that the server has for a type", async () => {
  const answer = await fetch(`${inject("url")}/api/schema/field-types`, {
    headers: { authorization: `Bearer ${inject("adminToken")}` },
  });
  const { data } = await answer.json();
  const fitting = (type: string) => data.operators.filter((one: { types: string[] }) => one.types.includes(type));
  const page = await openList();
  await page.keyboard.press("f");
  const field = page.getByRole("combobox", { name: "Field" });
  const comparison = page.getByRole("combobox", { name: "Comparison" });
  for (const [name, type] of [
    ["Title", "string"],
    ["Published at", "timestamp"],
    ["Reading minutes", "integer"],
    ["Sources", "json"],
  ] as const) {
    await field.click();
    await field.fill(name);
    await page.getByRole("option", { name, exact: true }).click();
    await comparison.click();
    const options = page.locator(`[id="${await comparison.getAttribute("aria-controls")}"]`).getByRole("option");
    await expect.poll(() => options.count(), { message: name }).toBe(fitting(type).length);
    await page.keyboard.press("Escape");
  }
});
