/** A project gets its own look, and somebody is told something. */
import { expect, inject, test } from "vitest";
import { signInWithPassword } from "./accounts";
import { expectAccessible, openPage, settled } from "./browser";

const ACCENT = "--q-accent";

async function api(method: string, path: string, body: unknown): Promise<Record<string, string>> {
  const response = await fetch(`${inject("url")}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${inject("adminToken")}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer.data;
}

test("name and color of the settings are those of the app, readable in light and in dark, and seen before one signs in", async () => {
  const page = await openPage();
  try {
    await page.goto("/admin/settings");
    await settled(page);
    await page.getByLabel("Name").fill("Skerry Times");
    await page.getByLabel("Tagline").fill("News of the islands");
    // A color on which no text can be read: the app makes its own of it.
    await page.getByRole("textbox", { name: "Color" }).fill("#ffe14d");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("navigation", { name: "Navigation" }).getByText("Skerry Times").waitFor();
    await expect.poll(() => page.title()).toContain("· Skerry Times");
    await expectAccessible(page);

    const stranger = await openPage({ as: "nobody", scheme: "dark" });
    await stranger.goto("/admin/sign-in");
    await stranger.getByRole("heading", { name: "Sign in to Skerry Times" }).waitFor();
    await stranger.getByText("News of the islands").waitFor();
    const accent = () => stranger.evaluate((name) => document.documentElement.style.getPropertyValue(name), ACCENT);
    await expect.poll(accent).toMatch(/^#[0-9a-f]{6}$/);
    await expectAccessible(stranger);
  } finally {
    await api("PATCH", "/settings", { project_name: null, project_descriptor: null, project_color: null });
  }
});

test("who is told something sees it in the header, reads it, goes to what it is about, and puts it away", async () => {
  const email = `reader-${Date.now()}@larkhaven.example`;
  const password = "correct horse battery staple";
  const user = await api("POST", "/users", { email, password, first_name: "Reading", roles: ["editor"] });
  const about = { recipient: user.id, collection: "articles", item: "36a6ea2e-0def-59fd-a776-17fd2a06abeb" };
  await api("POST", "/notifications", {
    ...about,
    subject: "Your draft is back",
    message: "See the second paragraph.",
  });
  await api("POST", "/notifications", { ...about, subject: "And another one" });

  const page = await openPage({ as: "nobody" });
  await page.goto("/admin/sign-in");
  await signInWithPassword(page, email, password);
  await page.getByRole("button", { name: "Notifications, 2 new" }).click();
  const drawer = page.getByRole("dialog", { name: "Notifications" });
  await drawer.getByText("See the second paragraph.").waitFor();
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Archive “And another one”" }).click();
  await drawer.getByText("And another one").waitFor({ state: "detached" });
  await drawer.getByRole("link", { name: "Your draft is back" }).click();
  await page.waitForURL(`**/content/articles/${about.item}`);
  await page.getByRole("button", { name: "Notifications, 1 new" }).click();
  await drawer.getByText("Archived", { exact: true }).click();
  await drawer.getByRole("button", { name: "Move “And another one” back to the inbox" }).click();
  await drawer.getByText("Inbox", { exact: true }).click();
  await drawer.getByRole("button", { name: "Archive all" }).click();
  await drawer.getByRole("heading", { name: "Nothing new" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Notifications", exact: true }).waitFor();
});

test("a tab that is not looked at does not ask for news", async () => {
  const page = await openPage({ as: "nobody" });
  const email = `idle-${Date.now()}@larkhaven.example`;
  const password = "correct horse battery staple";
  await api("POST", "/users", { email, password, roles: ["editor"] });
  await page.clock.install();
  let asked = 0;
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/notifications") asked += 1;
  });
  await page.goto("/admin/sign-in");
  await signInWithPassword(page, email, password);
  await page.getByRole("button", { name: "Notifications", exact: true }).waitFor();
  await settled(page);
  const atFirst = asked;
  await page.clock.runFor(61_000);
  await expect.poll(() => asked).toBeGreaterThan(atFirst);
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await settled(page);
  const before = asked;
  await page.clock.runFor(300_000);
  expect(asked).toBe(before);
});
