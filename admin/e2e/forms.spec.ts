/** What an editor does with a form, and what the API says of it afterwards. */
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { newArticle } from "./articles";
import { expectAccessible, expectComplaint, expectNoSidewaysScroll, openPage, settled } from "./browser";

const SAVE = "ControlOrMeta+s";

async function api(path: string, init: { method?: string; body?: unknown } = {}): Promise<Record<string, never>> {
  const response = await fetch(`${inject("url")}/api${path}`, {
    method: init.method ?? "GET",
    headers: { authorization: `Bearer ${inject("adminToken")}`, "content-type": "application/json" },
    ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
  });
  const body = response.status === 204 ? null : await response.json();
  if (!response.ok) throw new Error(JSON.stringify(body));
  return body?.data;
}

async function list(path: string): Promise<Record<string, unknown>[]> {
  return (await api(path)) as unknown as Record<string, unknown>[];
}

async function choose(page: Page, label: string, search: string, option: RegExp): Promise<void> {
  await page
    .getByRole("combobox", { name: label })
    .or(page.getByRole("textbox", { name: label }))
    .first()
    .fill(search);
  await page.getByRole("option", { name: option }).first().click();
}

async function saved(page: Page): Promise<void> {
  await page.getByText("Saved", { exact: true }).waitFor();
}

test("an article with author, tags and a tag made on the way, saved in one request and seen by REST", async () => {
  const slug = `trams-${Date.now()}`;
  const page = await openPage();
  await page.goto("/admin/content/articles/+");
  await settled(page);
  await page.getByLabel("Title").first().fill("Night trams: from Sunday");
  expect(await page.getByLabel("Slug").inputValue()).toBe("night-trams-from-sunday");
  await page.getByLabel("Slug").fill(slug);
  await page.getByLabel("Title").first().fill("Night trams return");
  expect(await page.getByLabel("Slug").inputValue()).toBe(slug);
  await page.getByRole("textbox", { name: "Body" }).fill("Every **hour**, on the hour.");
  await page.getByText("Preview", { exact: true }).click();
  await page.locator("strong", { hasText: "hour" }).waitFor();
  await choose(page, "Author", "solh", /Greta Solheim/);
  await choose(page, "Section", "cit", /City/);
  await page.getByRole("tab", { name: "Links" }).click();
  await choose(page, "Tags", "tram", /Trams/);
  await page.getByRole("button", { name: "New in Tags" }).click();
  const drawer = page.getByRole("dialog", { name: /New in Tags/ });
  await drawer.getByLabel("Name").fill(`Shift ${slug}`);
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Done" }).click();
  await page.getByText("new, saved with this item").waitFor();
  await choose(page, "Contributors", "ada", /Ada Marlowe/);
  const row = page.getByRole("dialog", { name: /New in Contributors/ });
  await row
    .getByRole("combobox", { name: "Role" })
    .or(row.getByRole("textbox", { name: "Role" }))
    .first()
    .click();
  await page.getByRole("option", { name: "Photography" }).click();
  await row.getByRole("button", { name: "Done" }).click();
  await page.getByText("Ada Marlowe · photography").waitFor();
  const writes: string[] = [];
  page.on("request", (request) => request.method() !== "GET" && writes.push(`${request.method()} ${request.url()}`));
  await page.keyboard.press(SAVE);
  await page.waitForURL(/articles\/[0-9a-f-]{36}$/);
  await settled(page);
  expect(writes.length, writes.join("\n")).toBe(1);
  const id = page.url().split("/").at(-1);
  const stored = await api(
    `/items/articles/${id}?fields=title,slug,status,body,author.name,tags.name,contributors.role,contributors.author.name`,
  );
  expect(stored).toMatchObject({
    title: "Night trams return",
    slug,
    status: "draft",
    body: "Every **hour**, on the hour.",
    author: { name: "Greta Solheim" },
    tags: [{ name: "Trams" }, { name: `Shift ${slug}` }],
    contributors: [{ role: "photography", author: { name: "Ada Marlowe" } }],
  });
  await page.reload();
  await settled(page);
  expect(await page.getByLabel("Title").first().inputValue()).toBe("Night trams return");
});

test("two windows change the same article: each field is chosen, and both changes are there", async () => {
  const id = await newArticle("Two windows");
  const [one, other] = [await openPage(), await openPage({ as: "editor" })];
  for (const page of [one, other]) {
    await page.goto(`/admin/content/articles/${id}`);
    await settled(page);
  }
  await other.getByLabel("Title").first().fill("Two windows, theirs");
  await other.getByLabel("Dateline").fill("Harbor");
  await other.keyboard.press(SAVE);
  await saved(other);
  await one.getByLabel("Title").first().fill("Two windows, mine");
  await one.getByLabel("Summary").fill("Mine alone.");
  await one.keyboard.press(SAVE);
  const dialog = one.getByRole("dialog", { name: "Somebody else saved meanwhile" });
  await dialog.waitFor();
  expectComplaint(/412/);
  await expectAccessible(one);
  const button = dialog.getByRole("button", { name: "Save the chosen" });
  expect(await button.isDisabled()).toBe(true);
  await dialog.getByRole("region", { name: "Title" }).getByText("Mine", { exact: true }).first().click();
  await button.click();
  await saved(one);
  expect(await api(`/items/articles/${id}?fields=title,dateline,summary`)).toEqual({
    title: "Two windows, mine",
    dateline: "Harbor",
    summary: "Mine alone.",
  });
});

test("two people change blocks of the same page: both versions are read whole, and what differs is marked", async () => {
  const body = [
    { _type: "heading", text: "Opening hours", level: 2 },
    { _type: "quote", text: "Always open." },
  ];
  const { id } = await api("/items/pages", { method: "POST", body: { title: "Hours", body } });
  const page = await openPage();
  await page.goto(`/admin/content/pages/${id}`);
  await settled(page);
  const { body: seen } = await api(`/items/pages/${id}?fields=body`);
  const [heading, quote] = seen as unknown as Record<string, unknown>[];
  await api(`/items/pages/${id}`, { method: "PATCH", body: { body: [{ ...heading, text: "Theirs" }, quote] } });
  await page.getByRole("region", { name: "2. Quote" }).getByLabel("By").fill("Me");
  await page.keyboard.press(SAVE);
  const field = page.getByRole("dialog").getByRole("region", { name: "Body" });
  await field.waitFor();
  expectComplaint(/412/);
  await expectAccessible(page);
  const read = async () => (await field.getByRole("listitem").allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
  expect(await read()).toEqual([
    "Heading Text Opening hours Level 2",
    "Quote Text Always open. By Me",
    "Heading Text Theirs Level 2",
    "Quote Text Always open.",
  ]);
  expect(await field.locator("[data-changed]").count()).toBe(4);
  await field.getByText("Theirs", { exact: true }).first().click();
  await page.getByRole("button", { name: "Save the chosen" }).click();
  await saved(page);
  expect(await page.getByRole("region", { name: "1. Heading" }).getByLabel("Text").inputValue()).toBe("Theirs");
});

test("what was typed and not saved is offered after a reload, and can be taken back", async () => {
  const id = await newArticle("A draft");
  const page = await openPage();
  await page.goto(`/admin/content/articles/${id}`);
  await settled(page);
  await page.getByLabel("Title").first().fill("A draft, longer");
  await page.getByText("Unsaved changes").waitFor();
  await page.waitForTimeout(600);
  await page.reload();
  await settled(page);
  await page.getByText(/typed here and did not save/).waitFor();
  expect(await page.getByLabel("Title").first().inputValue()).toBe("A draft");
  await page.getByRole("button", { name: "Restore it" }).click();
  expect(await page.getByLabel("Title").first().inputValue()).toBe("A draft, longer");
  await page.getByRole("button", { name: "Undo" }).click();
  expect(await page.getByLabel("Title").first().inputValue()).toBe("A draft");
  await page.getByRole("button", { name: "Redo" }).click();
  await page.getByRole("link", { name: "Dashboard" }).click();
  const guard = page.getByRole("dialog", { name: "Leave without saving?" });
  await guard.getByRole("button", { name: "Stay here" }).click();
  expect(page.url()).toContain(id);
  await page.keyboard.press(SAVE);
  await saved(page);
  expect((await api(`/items/articles/${id}`)).title).toBe("A draft, longer");
  await page.reload();
  await settled(page);
  expect(await page.getByText(/typed here and did not save/).count()).toBe(0);
});

test("the server is gone while somebody saves: nothing is lost, and it is saved when the server is back", async () => {
  const id = await newArticle("Gone");
  const page = await openPage();
  await page.goto(`/admin/content/articles/${id}`);
  await settled(page);
  await page.route("**/api/items/articles/**", (route) => route.abort());
  await page.getByLabel("Title").first().fill("Gone and back");
  await page.keyboard.press(SAVE);
  // Around all pages there is a word of it too.
  await page
    .getByRole("note")
    .getByText(/The server does not answer/)
    .waitFor();
  await page.getByLabel("Dateline").fill("typed meanwhile");
  await page.unroute("**/api/items/articles/**");
  await saved(page);
  // Of each try until then.
  expectComplaint(/ERR_FAILED/);
  expect(await api(`/items/articles/${id}?fields=title,dateline`)).toEqual({
    title: "Gone and back",
    dateline: "typed meanwhile",
  });
});

test("problems stand at their fields: those told here, and the server's, also nested", async () => {
  const id = await newArticle("Problems");
  const page = await openPage();
  await page.goto(`/admin/content/articles/${id}`);
  await settled(page);
  await page.locator('[data-field="sources"]').getByRole("button", { name: "Sources Add" }).click();
  await page.getByLabel("Title").first().fill("");
  await page.keyboard.press(SAVE);
  await page.getByText("2 fields need another look.").waitFor();
  expect(await page.locator('[data-field="title"]').getByText("This field needs a value.").count()).toBe(1);
  expect(await page.locator('[data-field="sources"]').getByText("This field needs a value.").count()).toBe(1);
  await page.getByLabel("Title").first().fill("Problems");
  await page.locator('[data-field="sources"]').getByRole("textbox", { name: "Name" }).fill("Harbor office");
  // Of another article: only the server knows.
  await page.getByLabel("Slug").fill("four-pupils-two-teachers-one-island");
  await page.keyboard.press(SAVE);
  await page.locator('[data-field="slug"] p').waitFor();
  expectComplaint(/400/);
  await page.getByLabel("Slug").fill(`problems-${Date.now()}`);
  await page.keyboard.press(SAVE);
  await saved(page);
  expect((await api(`/items/articles/${id}`)).sources).toEqual([{ name: "Harbor office" }]);
});

test("what the server says of an item that is made on the way stands at its link", async () => {
  const id = await newArticle("Nested problem");
  const page = await openPage();
  await page.goto(`/admin/content/articles/${id}`);
  await settled(page);
  await page.getByRole("tab", { name: "Links" }).click();
  await choose(page, "Tags", "harbor", /Harbor/);
  await page.getByRole("button", { name: "New in Tags" }).click();
  const drawer = page.getByRole("dialog", { name: /New in Tags/ });
  await drawer.getByLabel("Name").fill("Trams");
  await drawer.getByRole("button", { name: "Done" }).click();
  await page.getByRole("tab", { name: "Text" }).click();
  await page.keyboard.press(SAVE);
  await page.locator('[data-field="tags"] p').first().waitFor();
  expectComplaint(/400/);
  await page.getByRole("tab", { name: /Links/ }).getByRole("img", { name: "One problem" }).waitFor();
});

test("a condition hides a field, and a rule for the whole item is told before the request", async () => {
  const id = await newArticle("Paid");
  const page = await openPage();
  await page.goto(`/admin/content/articles/${id}`);
  await settled(page);
  expect(await page.getByLabel("Price").count()).toBe(0);
  await page
    .getByRole("combobox", { name: "Access" })
    .or(page.getByRole("textbox", { name: "Access" }))
    .first()
    .click();
  await page.getByRole("option", { name: "Paid" }).click();
  await page.getByLabel("Price").fill("0");
  await page.keyboard.press(SAVE);
  await page.getByText("A paid article needs a price.").waitFor();
  await page.getByLabel("Price").fill("2.50");
  await page.keyboard.press(SAVE);
  await saved(page);
  expect((await api(`/items/articles/${id}`)).price).toBe("2.50");
});

test("blocks: added, filled, moved by keys, duplicated, closed; ids stay", async () => {
  const page = await openPage();
  await page.goto("/admin/content/pages/+");
  await settled(page);
  await page.getByLabel("Title").first().fill(`Blocks ${Date.now()}`);
  for (const type of ["Heading", "Quote"]) {
    await page.getByRole("button", { name: /Add a block/ }).click();
    await page.getByRole("menuitem", { name: type }).click();
  }
  const block = (name: RegExp) => page.getByRole("region", { name });
  await block(/1\. Heading/)
    .getByLabel("Text")
    .fill("First");
  await block(/2\. Quote/)
    .getByLabel("Text")
    .fill("Second");
  await page.getByRole("button", { name: /^Move 2\. Quote/ }).focus();
  await page.keyboard.press("ArrowUp");
  await block(/1\. Quote/).waitFor();
  const handle = async (name: RegExp) => {
    const box = await page.getByRole("button", { name }).boundingBox();
    return { x: (box?.x ?? 0) + 8, y: (box?.y ?? 0) + 8 };
  };
  const [from, to] = [await handle(/^Move 2\. Heading/), await handle(/^Move 1\. Quote/)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 12 });
  await page.mouse.up();
  await block(/1\. Heading/).waitFor();
  await page.getByRole("button", { name: /^Move 1\. Heading/ }).focus();
  await page.keyboard.press("ArrowDown");
  await page.getByRole("button", { name: "Duplicate 1. Quote" }).click();
  await block(/2\. Quote/)
    .getByLabel("Text")
    .fill("Copied");
  await page.getByRole("button", { name: "Collapse 1. Quote" }).click();
  await expectAccessible(page);
  await page.keyboard.press(SAVE);
  await page.waitForURL(/pages\/[0-9a-f-]{36}$/);
  await settled(page);
  const id = page.url().split("/").at(-1);
  const first = (await api(`/items/pages/${id}`)).body as unknown as Record<string, unknown>[];
  expect(first.map((one) => [one._type, one.text])).toEqual([
    ["quote", "Second"],
    ["quote", "Copied"],
    ["heading", "First"],
  ]);
  await block(/2\. Quote/)
    .getByLabel("Text")
    .fill("Copied, changed");
  await page.keyboard.press(SAVE);
  await saved(page);
  const second = (await api(`/items/pages/${id}`)).body as unknown as Record<string, unknown>[];
  expect(second.map((one) => one._id)).toEqual(first.map((one) => one._id));
  expect(second[1]?.text).toBe("Copied, changed");
});

const XSS = `"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>javascript:window.hacked=1`;

test("what looks like a program in a text stays a text", async () => {
  const page = await openPage();
  await page.goto("/admin/content/articles/+");
  await settled(page);
  for (const input of await page
    .locator("main input[type=text]:visible:not([readonly]), main textarea:visible")
    .all()) {
    if ((await input.getAttribute("role")) === null && (await input.getAttribute("aria-haspopup")) === null)
      await input.fill(XSS.slice(0, 120));
  }
  await page
    .getByRole("textbox", { name: "Body" })
    .fill(`${XSS}\n\n[a](javascript:window.hacked=1) ![b](javascript:window.hacked=1)`);
  await page.getByText("Preview", { exact: true }).click();
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  expect(await page.locator("a[href^=javascript], img[src=x], img[src^=javascript]").count()).toBe(0);
});

test.each([390, 360])("the form at %d px, light and dark", async (width) => {
  for (const scheme of ["light", "dark"] as const) {
    const page = await openPage({ width, height: 800, scheme });
    for (const path of [
      "/admin/content/articles/+",
      "/admin/content/pages/8c6f51a9-7c94-5301-a6e4-4d2272668195",
      "/admin/content/site_settings",
    ]) {
      await page.goto(path);
      await settled(page);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
  }
});

async function paste(page: Page, label: string, data: Readonly<Record<string, string>>): Promise<void> {
  await page.getByRole("textbox", { name: label }).evaluate((element, given) => {
    const transfer = new DataTransfer();
    for (const [type, text] of Object.entries(given)) transfer.setData(type, text);
    element.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: transfer }));
  }, data);
}

test("rich text: written, pasted as Markdown and from a word processor, with a table, a picture and a link to an item", async () => {
  const page = await openPage();
  await page.goto("/admin/content/specimens/+");
  await settled(page);
  await page.getByLabel("Name").fill("Rich");
  const text = page.getByRole("textbox", { name: "Text", exact: true });
  await text.click();
  await paste(page, "Text", {
    "text/plain": "## Tides\n\nHigh at **noon**.\n\n- one\n- two\n\n| Day | Hour |\n|---|---|\n| Mon | 12 |",
  });
  await text.locator("h2", { hasText: "Tides" }).waitFor();
  await text.locator("th", { hasText: "Day" }).waitFor();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.press("ArrowDown");
  await paste(page, "Text", {
    "text/plain": "x",
    "text/html":
      '<html xmlns:o="x"><p class="MsoNormal" style="color:red" onclick="window.hacked=1">From <b>Word</b><o:p></o:p></p><script>window.hacked=1</script><img src="x:y" onerror="window.hacked=1"></html>',
  });
  await text.locator("p", { hasText: "From Word" }).waitFor();
  await text.locator("h2").click({ clickCount: 3 });
  await page.getByRole("button", { name: "Link", exact: true }).first().click();
  await page
    .getByRole("combobox", { name: "Or an item…" })
    .or(page.getByRole("textbox", { name: "Or an item…" }))
    .first()
    .fill("four pup");
  await page
    .getByRole("combobox", { name: "Collection" })
    .or(page.getByRole("textbox", { name: "Collection" }))
    .last()
    .click();
  await page.getByRole("option", { name: "Articles" }).click();
  await page
    .getByRole("combobox", { name: "Or an item…" })
    .or(page.getByRole("textbox", { name: "Or an item…" }))
    .first()
    .fill("four pup");
  await page.getByRole("option", { name: /Four pupils/ }).click();
  await text.locator("h2 a").waitFor();
  await text.locator("p", { hasText: "High at" }).click();
  await page.getByRole("button", { name: "Picture" }).first().click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Market/ })
    .click();
  await text.locator("img[alt^='Four stalls']").waitFor();
  await page.getByRole("textbox", { name: "Plain" }).click();
  await paste(page, "Plain", { "text/plain": "# No **heading** here" });
  await expectAccessible(page);
  await page.keyboard.press(SAVE);
  await page.waitForURL(/specimens\/[0-9a-f-]{36}$/);
  await settled(page);
  const stored = await api(`/items/specimens/${page.url().split("/").at(-1)}?fields=text,plain`);
  const json = JSON.stringify(stored.text);
  expect(json).toContain('"type":"heading"');
  expect(json).toContain('"type":"tableHeader"');
  expect(json).toMatch(/"href":"\/news\/four-pupils-two-teachers-one-island[^"]*"/);
  expect(json).toContain('"collection":"articles"');
  expect(json).toContain('"src":"/api/assets/');
  expect(json).toContain('"text":"Word"');
  expect(json).not.toMatch(/hacked|x:y|style|Mso/);
  expect(JSON.stringify(stored.plain)).not.toContain('"type":"heading"');
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
});

test("an item is duplicated without what must be its own, and deleted", async () => {
  const id = await newArticle(`Original ${Date.now()}`);
  const before = await api(`/items/articles/${id}?fields=title,slug,author`);
  const page = await openPage();
  await page.goto(`/admin/content/articles/${id}`);
  await settled(page);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await page.waitForURL(/articles\/(\+|%2B)\?from=/);
  await settled(page);
  expect(await page.getByLabel("Title").first().inputValue()).toBe(before.title);
  expect(await page.getByLabel("Slug").inputValue()).toBe(before.slug);
  await page.getByRole("button", { name: "Create" }).click();
  await page.waitForURL(/articles\/[0-9a-f-]{36}$/);
  await settled(page);
  const copy = page.url().split("/").at(-1) ?? "";
  expect(copy).not.toBe(id);
  const after = await api(`/items/articles/${copy}?fields=title,slug,author`);
  expect([after.title, after.author]).toEqual([before.title, before.author]);
  // The server numbers what only follows.
  expect(after.slug).toBe(`${before.slug}-2`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByRole("heading", { name: "Articles", level: 1 }).waitFor();
  expect(await list(`/items/articles?filter[id][_eq]=${copy}`)).toEqual([]);
});
