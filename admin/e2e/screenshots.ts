/**
 * `make screenshots`: every page at 1440 and 390 px, light and dark. They are looked at by people; nothing is compared.
 * Those of `docs/images` are among them, as `docs-*.png`; there they are WebP: `cwebp -q 64 -m 6 docs-item.png -o item.webp`.
 */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "vitest";
import { openPage, settled } from "./browser";
import { STOPS } from "./places";

const FOLDER = resolve(process.env.SCREENSHOTS ?? "screenshots");
mkdirSync(FOLDER, { recursive: true });

const LOOKS = [
  { scheme: "light", width: 1440, height: 900 },
  { scheme: "dark", width: 1440, height: 900 },
  { scheme: "light", width: 390, height: 844 },
  { scheme: "dark", width: 390, height: 844 },
] as const;

test.each(LOOKS)("$scheme, $width px", async (look) => {
  const somebody = await openPage(look);
  const nobody = await openPage({ ...look, as: "nobody" });
  for (const { name, path, as, prepare } of STOPS) {
    const page = as === "nobody" ? nobody : somebody;
    await page.goto(path);
    await settled(page);
    await prepare?.(page);
    await page.screenshot({ path: join(FOLDER, `${name}-${look.width}-${look.scheme}.png`), animations: "disabled" });
  }
});

const DOCUMENTED = [
  { name: "list-light", path: listPath(), width: 1440, scheme: "light" },
  { name: "list-dark", path: listPath(), width: 1440, scheme: "dark" },
  { name: "item", path: "/admin/content/articles/7590c89b-4b49-51b2-a965-dc2cacf2a7c3", width: 1440, scheme: "light" },
  { name: "media", path: "/admin/media", width: 1440, scheme: "light" },
  { name: "role", path: "/admin/roles/reporter", width: 1440, scheme: "light" },
  { name: "phone", path: "/admin/media", width: 390, scheme: "dark" },
] as const;

/** With a filter that one reads at a glance. */
function listPath(): string {
  const filter = {
    _and: [{ status: { _in: ["published", "draft"] } }, { comments: { _none: { likes: { _gt: 100 } } } }],
  };
  return `/admin/content/articles?sort=-published_at&filter=${encodeURIComponent(JSON.stringify(filter))}`;
}

test.each(DOCUMENTED)("docs/images: $name", async ({ name, path, width, scheme }) => {
  const page = await openPage({ width, scheme, height: width === 390 ? 844 : 860, scale: 2 });
  await page.goto(path);
  await settled(page);
  // It comes last, like the numbers in the navigation.
  await page.getByRole("button", { name: /^Notifications/ }).waitFor();
  if (name === "role") await STOPS.find((stop) => stop.name === "role-cell")?.prepare?.(page);
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: join(FOLDER, `docs-${name}.png`), animations: "disabled" });
});

test("Arabic", async () => {
  const page = await openPage({ language: "ar" });
  for (const name of ["dashboard", "list", "item"]) {
    await page.goto(STOPS.find((stop) => stop.name === name)?.path ?? "/admin/");
    await settled(page);
    await page.screenshot({ path: join(FOLDER, `${name}-1440-arabic.png`), animations: "disabled" });
  }
});
