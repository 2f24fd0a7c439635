/** Every page there is, for what is done on all of them: axe and screenshots. */
import type { Page } from "playwright-core";

export interface Stop {
  readonly name: string;
  readonly path: string;
  readonly as?: "admin" | "nobody";
  /** What to do before the page is looked at: open a dialog, type something. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const FILTER = JSON.stringify({
  _and: [
    { status: { _in: ["published", "draft"] } },
    { comments: { _none: { likes: { _gt: 100 } } } },
    { _or: [{ is_breaking: { _eq: true } }, { published_at: { _gt: "$NOW(-90 days)" } }] },
  ],
});

export const STOPS: readonly Stop[] = [
  { name: "sign-in", path: "/admin/sign-in", as: "nobody" },
  { name: "dashboard", path: "/admin/" },
  { name: "list", path: "/admin/content/articles" },
  { name: "list-filtered", path: "/admin/content/articles?search=harbor&sort=-published_at" },
  { name: "list-empty", path: "/admin/content/articles?search=nothingatall" },
  { name: "list-filter", path: "/admin/content/articles", prepare: openFilter },
  { name: "list-chips", path: `/admin/content/articles?filter=${encodeURIComponent(FILTER)}`, prepare: openChips },
  { name: "list-columns", path: "/admin/content/articles", prepare: openColumns },
  { name: "list-save-view", path: "/admin/content/articles?sort=title", prepare: openViewDialog },
  { name: "list-chosen", path: "/admin/content/tags", prepare: choosePage },
  { name: "import", path: "/admin/content/tags/+import" },
  { name: "tree", path: "/admin/content/sections" },
  { name: "item", path: "/admin/content/articles/36a6ea2e-0def-59fd-a776-17fd2a06abeb" },
  { name: "item-new", path: "/admin/content/articles/+" },
  { name: "singleton", path: "/admin/content/site_settings" },
  { name: "media", path: "/admin/media" },
  { name: "media-file", path: "/admin/media", prepare: openFile },
  { name: "form-blocks", path: "/admin/content/pages/8c6f51a9-7c94-5301-a6e4-4d2272668195" },
  { name: "setup", path: "/admin/setup?token=x", as: "nobody" },
  { name: "forgot-password", path: "/admin/forgot-password", as: "nobody" },
  { name: "reset-password", path: "/admin/reset-password?token=x", as: "nobody" },
  { name: "accept-invite", path: "/admin/accept-invite?token=x", as: "nobody" },
  // The token of the journeys belongs to nobody: what is one's own is looked at in security.spec.ts and passkey.spec.ts.
  { name: "account", path: "/admin/account" },
  { name: "activity", path: "/admin/activity" },
  { name: "activity-details", path: "/admin/activity?collection=articles", prepare: openDetails },
  { name: "users", path: "/admin/users" },
  { name: "users-invite", path: "/admin/users", prepare: openInvitation },
  { name: "tokens", path: "/admin/tokens" },
  { name: "token-new", path: "/admin/tokens", prepare: openNewToken },
  { name: "roles", path: "/admin/roles" },
  { name: "role", path: "/admin/roles/editor" },
  { name: "role-people", path: "/admin/roles/editor?section=people" },
  { name: "role-cell", path: "/admin/roles/reporter", prepare: openCell },
  { name: "role-new", path: "/admin/roles", prepare: openNewRole },
  { name: "why", path: "/admin/why?role=reporter&action=update&collection=articles" },
  { name: "model", path: "/admin/model" },
  { name: "model-diagram", path: "/admin/model?view=diagram" },
  { name: "model-plan", path: "/admin/model?view=plan" },
  { name: "settings", path: "/admin/settings" },
  { name: "notifications", path: "/admin/", prepare: openNotifications },
  { name: "reference", path: "/admin/reference?collection=articles" },
  { name: "not-found", path: "/admin/nowhere" },
  { name: "palette", path: "/admin/", prepare: openPalette },
  { name: "shortcuts", path: "/admin/", prepare: openShortcuts },
];

async function openFilter(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("combobox", { name: "Field" }).waitFor();
  await page.keyboard.press("Escape");
}

async function openChips(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("combobox", { name: "Field" }).first().waitFor();
  await page.getByRole("list", { name: "Filters" }).waitFor();
  await page.keyboard.press("Escape");
}

async function openColumns(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  await page.getByRole("textbox", { name: "Find a field" }).waitFor();
}

async function openViewDialog(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByRole("dialog").getByLabel("Name").waitFor();
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox").fill("harbor");
  await page
    .getByRole("option", { name: /Harbor/ })
    .first()
    .waitFor();
}

async function choosePage(page: Page): Promise<void> {
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await page.getByRole("toolbar", { name: "Selected items" }).waitFor();
}

async function openShortcuts(page: Page): Promise<void> {
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
}

async function openFile(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Market/ }).click();
  await page.getByRole("dialog").getByLabel("Description").waitFor();
}

async function openDetails(page: Page): Promise<void> {
  await page
    .getByRole("button", { name: /^Details/ })
    .first()
    .click();
  await page.getByRole("columnheader", { name: "Field" }).waitFor();
}

async function openInvitation(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByRole("dialog").waitFor();
}

async function openNewToken(page: Page): Promise<void> {
  await page.getByRole("button", { name: "New token" }).click();
  await page.getByRole("dialog").waitFor();
}

async function openNewRole(page: Page): Promise<void> {
  await page.getByRole("button", { name: "New role" }).click();
  await page.getByRole("dialog").waitFor();
}

/** Which rule decides, as the server says it. */
async function openCell(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Change: Articles: Rule" }).click();
  await page.getByText("roles/reporter.yaml:").waitFor();
}

async function openNotifications(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Notifications/ }).click();
  await page.getByRole("dialog").getByRole("heading", { name: "Nothing new" }).waitFor();
}
