import { expect, test } from "vitest";
import { expectAccessible, expectComplaint, expectNoSidewaysScroll, openPage, settled, wear } from "./browser";
import { STOPS } from "./places";

const WIDTHS = [1440, 360] as const;
const SCHEMES = ["light", "dark"] as const;

// One page that goes from stop to stop, as a person does: what one page leaves behind is part of the next.
test.each(WIDTHS)("axe finds nothing on any page, light and dark, and nothing sticks out: %i px", async (width) => {
  const somebody = await openPage({ width });
  const nobody = await openPage({ width, as: "nobody" });
  for (const { path, as, prepare, complaint } of STOPS) {
    const page = as === "nobody" ? nobody : somebody;
    await page.goto(path);
    await settled(page);
    await prepare?.(page);
    for (const colorScheme of SCHEMES) {
      await wear(page, colorScheme);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
    if (complaint !== undefined) expectComplaint(complaint);
  }
});

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
