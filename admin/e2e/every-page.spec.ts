import { expect, test } from "vitest";
import { expectAccessible, expectNoSidewaysScroll, openPage, settled, wear } from "./browser";
import { STOPS } from "./places";

const WIDTHS = [1440, 360] as const;
const SCHEMES = ["light", "dark"] as const;

// One page for each width that goes from stop to stop, as a person does: what one page leaves behind is part of the next. Both at once, since each keeps
// a core busy for minutes.
test("axe finds nothing on any page, light and dark, and nothing sticks out", async () => {
  await Promise.all(WIDTHS.map(look));
});

async function look(width: number): Promise<void> {
  const somebody = await openPage({ width });
  const nobody = await openPage({ width, as: "nobody" });
  for (const { path, as, prepare } of STOPS) {
    const page = as === "nobody" ? nobody : somebody;
    await page.goto(path);
    await settled(page);
    await prepare?.(page);
    for (const colorScheme of SCHEMES) {
      await wear(page, colorScheme);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
  }
}

test.each(["de", "fr", "es", "ar"] as const)("the list, the form and the dashboard in %s", async (language) => {
  const page = await openPage({ language, width: 360 });
  for (const path of ["/admin/", "/admin/content/articles", "/admin/content/articles/+"]) {
    await page.goto(path);
    await settled(page);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
});
