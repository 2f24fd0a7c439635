/** A browser for journeys. Whatever the page complains about in its console is a failure: the policy of the server is part of what is tested. */
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const PHONE = 500;

export interface PageOptions {
  readonly scheme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
  readonly language?: "en" | "de" | "fr" | "es" | "ar";
  readonly as?: "admin" | "editor" | "nobody";
  /** Pixels of the screen for one of the page. */
  readonly scale?: number;
}

let browser: Browser;
let contexts: BrowserContext[] = [];
let complaints: string[] = [];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGUMENTS });
});
afterAll(() => browser.close());

afterEach(async () => {
  const said = complaints;
  complaints = [];
  for (const context of contexts) await context.close();
  contexts = [];
  expect(said, "what the pages complained about").toEqual([]);
});

export async function openPage(options: PageOptions = {}): Promise<Page> {
  const { scheme = "light", width = 1440, height = 900, language = "en", as = "admin", scale = 1 } = options;
  const context = await browser.newContext({
    baseURL: inject("url"),
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: scheme,
    reducedMotion: "reduce",
    // A phone is touched: what is for fingers is seen there.
    hasTouch: width < PHONE,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  contexts.push(context);
  const token = as === "admin" ? inject("adminToken") : as === "editor" ? inject("editorToken") : null;
  await context.addInitScript(
    ([kept, chosen]) => {
      if (typeof kept === "string") sessionStorage.setItem("quintet-token", kept);
      localStorage.setItem("quintet-language", chosen ?? "en");
    },
    [token, language],
  );
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return page;
}

/** For journeys in which an error answer is part of the story: the browser itself tells of every one. */
export function expectComplaint(pattern: RegExp): void {
  expect(complaints.some((complaint) => pattern.test(complaint))).toBe(true);
  complaints = complaints.filter((complaint) => !pattern.test(complaint));
}

/** In its light or its dark look, with nothing on the way from one to the other. */
export async function wear(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  // What is not drawn because it is far below would keep the colors that it had.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { content-visibility: visible !important }");
    document.adoptedStyleSheets = [sheet];
  });
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((look) => document.documentElement.dataset.mantineColorScheme === look, colorScheme);
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
}

/** The page has drawn what it loads. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(
    () => document.querySelector("[role=status][aria-label]") === null && document.querySelector("h1, h2") !== null,
  );
  await page.evaluate(() => document.fonts.ready);
}

export async function expectAccessible(page: Page): Promise<void> {
  // From the top: what has scrolled below the header would count as a neighbor of its links.
  await page.evaluate(() => {
    for (const scrolled of document.querySelectorAll("*")) scrolled.scrollTo({ top: 0, behavior: "instant" });
  });
  // In the page itself: without frames of other origins a page of axe's own, opened each time, finds the same in twice the time.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    // The same rules; what passes is not described, which takes as long as they do.
    .options({ resultTypes: ["violations"] })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  const told = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${node.target.join(" ")} ${node.failureSummary ?? ""}`).join(" | ")}`,
  );
  expect(told, `axe on ${page.url()}`).toEqual([]);
}

/** Nothing sticks out at the side. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [content, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(content, `width of ${page.url()}`).toBeLessThanOrEqual(screen ?? 0);
}
