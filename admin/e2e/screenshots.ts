/** `make screenshots`: every page at 1440 and 390 px, light and dark. They are looked at by people; nothing is compared. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "vitest";
import { expectComplaint, openPage, settled } from "./browser";
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
  for (const { name, path, as, prepare, complaint } of STOPS) {
    const page = as === "nobody" ? nobody : somebody;
    await page.goto(path);
    await settled(page);
    await prepare?.(page);
    await page.screenshot({ path: join(FOLDER, `${name}-${look.width}-${look.scheme}.png`), animations: "disabled" });
    if (complaint !== undefined) expectComplaint(complaint);
  }
});

test("Arabic", async () => {
  const page = await openPage({ language: "ar" });
  for (const name of ["dashboard", "list", "item"]) {
    await page.goto(STOPS.find((stop) => stop.name === name)?.path ?? "/admin/");
    await settled(page);
    await page.screenshot({ path: join(FOLDER, `${name}-1440-arabic.png`), animations: "disabled" });
  }
});
