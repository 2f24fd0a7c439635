/** What one does with rows of a list: choose, change together, change in place, delete and take it back, take away as a file. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { newArticle } from "./articles";
import {
  expectAccessible,
  expectComplaint,
  expectNoSidewaysScroll,
  openPage,
  type PageOptions,
  settled,
} from "./browser";

const stamp = Date.now();
/** Machines that do much else at the same time. */
const PATIENCE = { timeout: 20_000 };

async function api(path: string, method = "GET", body?: unknown): Promise<readonly Record<string, unknown>[]> {
  const response = await fetch(`${inject("url")}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${inject("adminToken")}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { data, errors } = response.status === 204 ? { data: [], errors: undefined } : await response.json();
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return Array.isArray(data) ? data : [data];
}

function tagsOf(name: string): Promise<readonly Record<string, unknown>[]> {
  const filter = encodeURIComponent(JSON.stringify({ name: { _starts_with: name } }));
  return api(`/items/tags?fields=id,name,description&sort=name&limit=100&filter=${filter}`);
}

/** Tags of a journey's own, in a list that shows nothing else. */
async function openTags(name: string, count: number, options: PageOptions = {}): Promise<Page> {
  await api(
    "/items/tags",
    "POST",
    Array.from({ length: count }, (_, at) => ({
      name: `${name} ${String(at + 1).padStart(2, "0")}`,
      description: "old",
    })),
  );
  const page = await openPage(options);
  const filter = encodeURIComponent(JSON.stringify({ name: { _starts_with: name } }));
  await page.goto(`/admin/content/tags?fields=name,description&filter=${filter}`);
  await settled(page);
  await page.getByRole("link", { name: `${name} 01` }).waitFor();
  return page;
}

const bar = (page: Page) => page.getByRole("toolbar", { name: "Selected items" });
const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

test("a range is chosen with Shift, the page with a key, everything that matches by a button; several are changed together and back", async () => {
  const name = `Bulk ${stamp}`;
  const page = await openTags(name, 23);
  await page.getByRole("checkbox", { name: `Select ${name} 02` }).click();
  await page.getByRole("checkbox", { name: `Select ${name} 05` }).click({ modifiers: ["Shift"] });
  await bar(page).getByText("4 selected").waitFor();
  await expectAccessible(page);
  await bar(page).getByRole("button", { name: "Edit together" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit 4 items together" });
  expect(await dialog.getByRole("checkbox", { name: "Change Name" }).count(), "what is unique is each one's own").toBe(
    0,
  );
  await dialog.getByRole("checkbox", { name: "Change Description" }).check();
  await dialog.getByRole("textbox", { name: "Description" }).fill("new");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Change 4 items" }).click();
  await page.getByText("4 items changed.").waitFor();
  const described = async () => (await tagsOf(name)).map(({ description }) => description);
  expect((await described()).slice(0, 6)).toEqual(["old", "new", "new", "new", "new", "old"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(described, PATIENCE).toEqual(Array.from({ length: 23 }, () => "old"));

  await page.getByRole("checkbox", { name: `Select ${name} 01` }).focus();
  await page.keyboard.press("ControlOrMeta+a");
  await bar(page).getByText("20 selected").waitFor();
  await bar(page).getByRole("button", { name: "Select all 23 that match" }).click();
  await bar(page).getByRole("button", { name: "Edit together" }).click();
  const all = page.getByRole("dialog", { name: "Edit 23 items together" });
  await all.getByText(/cannot be undone/).waitFor();
  await all.getByRole("checkbox", { name: "Change Description" }).check();
  await all.getByRole("textbox", { name: "Description" }).fill("everywhere");
  await all.getByRole("button", { name: "Change 23 items" }).click();
  await page.getByText("23 items changed.").waitFor();
  expect(new Set(await described())).toEqual(new Set(["everywhere"]));
  await page.keyboard.press("Escape");
});

test("tags are added to several articles and taken from them, without touching their others", async () => {
  const name = `Tagged ${stamp}`;
  const ids = [await newArticle(`${name} one`), await newArticle(`${name} two`)];
  const [kept] = await api("/items/tags", "POST", [{ name: `Kept ${stamp}` }]);
  const [added] = await api("/items/tags", "POST", [{ name: `Added ${stamp}` }]);
  await api(`/items/articles/${ids[0]}`, "PATCH", { tags: [kept?.id] });
  const page = await openPage();
  const filter = encodeURIComponent(JSON.stringify({ title: { _starts_with: name } }));
  await page.goto(`/admin/content/articles?fields=title,tags&filter=${filter}`);
  await settled(page);
  const change = async (mode: string) => {
    await page.getByRole("checkbox", { name: "Select all on this page" }).check();
    await bar(page).getByRole("button", { name: "Edit together" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("checkbox", { name: "Change Tags" }).check();
    await dialog.getByText(mode, { exact: true }).click();
    await dialog.getByRole("combobox").fill(`Added ${stamp}`);
    await page.getByRole("option", { name: `Added ${stamp}` }).click();
    await dialog.getByRole("button", { name: "Change 2 items" }).click();
    await page.getByText("2 items changed.").last().waitFor();
    await dialog.waitFor({ state: "detached" });
  };
  const tags = async () =>
    (await api(`/items/articles?fields=tags.id&sort=title&filter=${filter}`)).map(({ tags: list }) =>
      (list as { id: string }[]).map(({ id }) => id),
    );
  await change("Add");
  expect(await tags()).toEqual([[kept?.id, added?.id], [added?.id]]);
  await page.getByRole("checkbox", { name: "Select all on this page" }).uncheck();
  await change("Remove");
  expect(await tags()).toEqual([[kept?.id], []]);
});

test("what the server refuses is told at its field, and nothing is changed", async () => {
  const name = `Refused ${stamp}`;
  const ids = [await newArticle(`${name} one`), await newArticle(`${name} two`)];
  const page = await openPage();
  const filter = encodeURIComponent(JSON.stringify({ title: { _starts_with: name } }));
  await page.goto(`/admin/content/articles?fields=title,kind&filter=${filter}`);
  await settled(page);
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await bar(page).getByRole("button", { name: "Edit together" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: "Change Access" }).check();
  await dialog.getByRole("combobox", { name: "Access" }).click();
  await page.getByRole("option", { name: "Paid" }).click();
  await dialog.getByRole("button", { name: "Change 2 items" }).click();
  await dialog.getByRole("alert").getByText("A paid article needs a price.").waitFor();
  expectComplaint(/400/);
  const [one] = await api(`/items/articles/${ids[0]}?fields=access`);
  expect(one?.access).toBe("free");
});

test("deleted rows vanish at once and come back; they are deleted when the time is over, or the page is left", async () => {
  const name = `Gone ${stamp}`;
  const page = await openTags(name, 4);
  const asked: string[] = [];
  page.on("request", (request) => request.method() === "DELETE" && asked.push(request.postData() ?? ""));
  await page.getByRole("button", { name: `Actions for ${name} 01` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await row(page, `${name} 01`).waitFor({ state: "detached" });
  const undo = page.getByRole("button", { name: "Undo" });
  await undo.focus();
  // As long as it has the focus, time stands still.
  await page.locator("[data-paused]").filter({ has: undo }).waitFor();
  await expectAccessible(page);
  await undo.click();
  await row(page, `${name} 01`).waitFor();
  expect([asked.length, (await tagsOf(name)).length]).toEqual([0, 4]);

  for (const one of ["02", "03"]) await page.getByRole("checkbox", { name: `Select ${name} ${one}` }).check();
  const sent = page.waitForRequest((request) => request.method() === "DELETE");
  await page.keyboard.press("Delete");
  await row(page, `${name} 03`).waitFor({ state: "detached" });
  expect(await bar(page).count()).toBe(0);
  await page.mouse.move(0, 0);
  await sent;
  await expect.poll(async () => (await tagsOf(name)).length, PATIENCE).toBe(2);
  expect(await row(page, `${name} 02`).count()).toBe(0);

  await page.getByRole("button", { name: `Actions for ${name} 04` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await row(page, `${name} 04`).waitFor({ state: "detached" });
  await page.goto("/admin/model");
  await expect.poll(async () => (await tagsOf(name)).map((tag) => tag.name), PATIENCE).toEqual([`${name} 01`]);
});

test("a delete that is refused brings the row back and says who is in the way", async () => {
  const name = `Author ${stamp}`;
  const [author] = await api("/items/authors", "POST", [{ name }]);
  const id = await newArticle(`By ${name}`);
  await api(`/items/articles/${id}`, "PATCH", { author: author?.id });
  const page = await openPage();
  await page.goto(`/admin/content/authors?filter=${encodeURIComponent(JSON.stringify({ name: { _eq: name } }))}`);
  await settled(page);
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const messages = page.getByRole("region", { name: "Messages" });
  await messages.getByRole("button", { name: "Close" }).click();
  await messages.getByText(/could not be deleted. It is still used in Articles · Author:/).waitFor();
  await messages.getByRole("link", { name: `By ${name}` }).waitFor();
  await row(page, name).waitFor();
  await expectAccessible(page);
  expectComplaint(/400/);
});

test("a cell is edited where it stands, by mouse and keyboard, and a conflict is told", async () => {
  const name = `Cell ${stamp}`;
  const page = await openTags(name, 2);
  const editor = page.getByRole("dialog", { name: "Name" });
  await page.getByRole("button", { name: `Edit Name of ${name} 01` }).focus();
  await page.keyboard.press("F2");
  await editor.getByRole("textbox").fill(`${name} first`);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await editor.waitFor({ state: "detached" });
  expect(await row(page, `${name} 01`).count()).toBe(1);
  await page.keyboard.press("Enter");
  await editor.getByRole("textbox").fill(`${name} first`);
  await page.keyboard.press("Enter");
  await row(page, `${name} first`).waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label")), PATIENCE)
    .toMatch(/02$/);

  await row(page, `${name} 02`)
    .locator("[data-cell=name]")
    .dblclick({ position: { x: 250, y: 10 } });
  await editor.getByRole("textbox").waitFor();
  const other = (await tagsOf(name)).find((tag) => tag.name === `${name} 02`);
  await page.waitForLoadState("networkidle");
  await api(`/items/tags/${other?.id}`, "PATCH", { name: `${name} theirs` });
  await editor.getByRole("textbox").fill(`${name} mine`);
  await page.keyboard.press("Enter");
  await editor.getByText(/Somebody else has changed this meanwhile/).waitFor();
  await editor.getByText(`${name} theirs`).waitFor();
  expectComplaint(/412/);
  await editor.getByRole("button", { name: "Save mine" }).click();
  await row(page, `${name} mine`).waitFor();
  // Another field of the same item, changed by others meanwhile, is no conflict.
  await row(page, `${name} mine`)
    .getByRole("button", { name: /^Edit Name/ })
    .focus();
  await page.keyboard.press("F2");
  await editor.getByRole("textbox").waitFor();
  await page.waitForLoadState("networkidle");
  await api(`/items/tags/${other?.id}`, "PATCH", { description: "by others" });
  await editor.getByRole("textbox").fill(`${name} again`);
  await page.keyboard.press("Enter");
  await row(page, `${name} again`).waitFor();
  expectComplaint(/412/);
  expect((await tagsOf(`${name} again`))[0]?.description).toBe("by others");
});

test("what is listed, and what is chosen, is taken away as a file", async () => {
  const name = `File ${stamp}`;
  const page = await openTags(name, 3);
  const download = async () => {
    const started = page.waitForEvent("download");
    await page.getByRole("dialog").getByRole("button", { name: "Download" }).click();
    const file = await started;
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
  };
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Export…" }).click();
  await page.getByRole("dialog").getByLabel("CSV for programs").check();
  await expectAccessible(page);
  expect(await download()).toEqual({
    name: "tags.csv",
    text: `name,description\r\n${name} 01,old\r\n${name} 02,old\r\n${name} 03,old\r\n`,
  });
  await page.getByRole("checkbox", { name: `Select ${name} 02` }).check();
  await bar(page).getByRole("button", { name: "Export" }).click();
  await page.getByRole("dialog").getByLabel("JSON").check();
  await page.getByRole("dialog").getByLabel("All fields").check();
  const { name: file, text } = await download();
  expect(file).toBe("tags.json");
  expect(JSON.parse(text)).toMatchObject([{ name: `${name} 02`, description: "old" }]);
});

test("an editor is offered what he may do, and no more", async () => {
  const page = await openPage({ as: "editor" });
  await page.goto("/admin/content/authors");
  await settled(page);
  await page
    .getByRole("button", { name: /^Actions for/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Duplicate" }).waitFor();
  expect(await page.getByRole("menuitem", { name: "Delete" }).count()).toBe(0);
});

test.each([390, 360])("choosing and changing at %d px, light and dark", async (width) => {
  for (const scheme of ["light", "dark"] as const) {
    const page = await openTags(`Small ${width} ${scheme} ${stamp}`, 2, { width, height: 800, scheme });
    await page.getByRole("checkbox", { name: "Select all on this page" }).check();
    await bar(page).waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await bar(page).getByRole("button", { name: "Edit together" }).click();
    await page.getByRole("dialog").getByRole("checkbox", { name: "Change Description" }).check();
    await page.getByRole("dialog").getByRole("textbox", { name: "Description" }).waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
});

interface Chapter {
  readonly name: string;
  readonly parts?: readonly Chapter[];
}

async function openChapters(chapters: readonly Chapter[], query = ""): Promise<Page> {
  // The journeys before left some: the order is that of all of them.
  const left = await api("/items/chapters?fields=id,parent&limit=1000");
  await api("/items/chapters", "PATCH", { keys: left.map(({ id }) => id), data: { parent: null } });
  await api(
    "/items/chapters",
    "DELETE",
    left.map(({ id }) => id),
  );
  await api("/items/chapters", "POST", chapters);
  const page = await openPage();
  await page.goto(`/admin/content/chapters${query}`);
  await settled(page);
  return page;
}

/** The names in the first column, from top to bottom. */
const names = (page: Page) => page.locator("tbody td a").allTextContents();

test("an order is changed by pointer and keyboard, and only where that makes sense", async () => {
  const page = await openChapters([{ name: "One" }, { name: "Two" }, { name: "Three" }], "?search=o");
  expect(await page.getByRole("button", { name: /^Move One/ }).count()).toBe(0);
  const button = page.getByRole("button", { name: "Change the order" });
  await button.focus();
  await page.getByText("The order can only be changed while nothing is filtered.").waitFor();
  await button.click();
  await page.getByRole("button", { name: /^Move One/ }).waitFor();
  expect(await names(page)).toEqual(["One", "Two", "Three"]);
  await page.getByRole("button", { name: /^Move Three/ }).focus();
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => names(page), PATIENCE).toEqual(["One", "Three", "Two"]);
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => names(page), PATIENCE).toEqual(["Three", "One", "Two"]);
  const stored = async () => (await api("/items/chapters?fields=name&sort=sort")).map(({ name }) => name);
  await expect.poll(stored, PATIENCE).toEqual(["Three", "One", "Two"]);
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Move Three/ }).dragTo(row(page, "Two"), { steps: 8 });
  await expect.poll(stored, PATIENCE).toEqual(["One", "Two", "Three"]);
  await page.getByRole("button", { name: "Actions for Two" }).click();
  await page.getByRole("menuitem", { name: "Move up" }).click();
  await expect.poll(stored, PATIENCE).toEqual(["Two", "One", "Three"]);
  await page.reload();
  await settled(page);
  expect(await names(page)).toEqual(["Two", "One", "Three"]);
});

test("a tree is opened branch by branch, and moved by dragging, by keys and by the menu", async () => {
  const page = await openChapters([
    { name: "Sea", parts: [{ name: "Tides", parts: [{ name: "Neap" }] }] },
    { name: "Land" },
  ]);
  expect(await names(page)).toEqual(["Sea", "Land"]);
  await page.getByRole("button", { name: "Open Sea" }).click();
  await page.getByRole("button", { name: "Open Tides" }).click();
  await expect.poll(() => names(page), PATIENCE).toEqual(["Sea", "Tides", "Neap", "Land"]);
  expect(await row(page, "Neap").getAttribute("aria-level")).toBe("3");
  await expectAccessible(page);
  const parentOf = async (name: string) => {
    const filter = encodeURIComponent(JSON.stringify({ name: { _eq: name } }));
    const [found] = await api(`/items/chapters?fields=parent.name&filter=${filter}`);
    return (found?.parent as { name: string } | null)?.name ?? null;
  };
  await page.getByRole("button", { name: /^Move Tides/ }).dragTo(row(page, "Land"), { steps: 8 });
  await page.getByText("“Tides” moved.").waitFor();
  expect(await parentOf("Tides")).toBe("Land");
  await expect.poll(() => names(page), PATIENCE).toEqual(["Sea", "Land", "Tides", "Neap"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => parentOf("Tides"), PATIENCE).toBe("Sea");
  await expect.poll(() => names(page), PATIENCE).toEqual(["Sea", "Tides", "Neap", "Land"]);

  await page.getByRole("button", { name: /^Move Land/ }).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => parentOf("Land"), PATIENCE).toBe("Sea");
  await row(page, "Land").and(page.locator("[aria-level='2']")).waitFor();
  await page.getByRole("button", { name: /^Move Land/ }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => parentOf("Land"), PATIENCE).toBe(null);
});

test("no item comes to stand below itself: the server's refusal is told", async () => {
  const page = await openChapters([{ name: "Sea", parts: [{ name: "Tides", parts: [{ name: "Neap" }] }] }]);
  await page.getByRole("button", { name: "Actions for Sea" }).click();
  await page.getByRole("menuitem", { name: "Move under…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "New parent" }).fill("Neap");
  await page.getByRole("option", { name: "Neap" }).click();
  await dialog.getByRole("button", { name: "Move", exact: true }).click();
  await dialog
    .getByRole("alert")
    .getByText(/can not stand below itself/)
    .waitFor();
  await expectAccessible(page);
  expectComplaint(/400/);
  expect(await names(page)).toEqual(["Sea"]);
});

test("a file is looked at, tried, mended and written; bad rows are told with their reason", async () => {
  const name = `Import ${stamp}`;
  const page = await openTags(name, 1);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Import…" }).click();
  await page.getByRole("heading", { name: "Import into Tags" }).waitFor();
  await expectAccessible(page);
  const choose = (text: string) =>
    page
      .getByLabel("Choose a file")
      .setInputFiles({ name: "tags.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await choose("Name\n");
  await page.getByRole("alert").getByText("There are no rows in this file.").waitFor();
  const long = "a name that is much longer than forty characters";
  await choose(`Name;Description;Color\n${name} 01;"new; and so on";red\n${long};x;blue\n${name} 02;second;\n`);
  const field = (column: string) => page.getByRole("combobox", { name: `Field for the column ${column}` });
  expect([await field("Name").inputValue(), await field("Description").inputValue()]).toEqual(["Name", "Description"]);
  expect(await field("Color").inputValue()).toBe("");
  await page.getByText("new; and so on").waitFor();
  await expectAccessible(page);
  expect(await page.getByRole("button", { name: "Import", exact: true }).isDisabled()).toBe(true);
  await page.getByRole("combobox", { name: "Known by" }).click();
  await page.getByRole("option", { name: "Name" }).click();
  await page.getByRole("button", { name: "Check the file" }).click();
  const bad = page.getByRole("row").filter({ hasText: "must have at most 40 characters" });
  await bad.getByRole("cell", { name: "3", exact: true }).waitFor();
  await expectAccessible(page);
  expect(await tagsOf(name), "a check writes nothing").toMatchObject([{ description: "old" }]);
  expect(await page.getByRole("button", { name: "Import 2 rows" }).isDisabled()).toBe(true);
  await page.getByRole("switch", { name: "Leave out bad rows" }).check();
  await page.getByRole("button", { name: "Check the file" }).click();
  await page.getByRole("button", { name: "Import 2 rows" }).click();
  await page.getByRole("heading", { name: "What happened" }).waitFor();
  await page.getByRole("status").getByText("New items").waitFor();
  await expectAccessible(page);
  expect((await tagsOf(name)).map(({ name: tag, description }) => [tag, description])).toEqual([
    [`${name} 01`, "new; and so on"],
    [`${name} 02`, "second"],
  ]);
  await page.getByRole("link", { name: "Show the list" }).click();
  await page.getByRole("heading", { name: "Tags", level: 1 }).waitFor();
});
