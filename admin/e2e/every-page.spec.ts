import { expect, test } from "vitest";
import { expectAccessible, expectComplaint, expectNoSidewaysScroll, openPage, settled } from "./browser";
import { STOPS } from "./places";

const LOOKS = [
  { scheme: "light", width: 1440 },
  { scheme: "dark", width: 1440 },
  { scheme: "light", width: 360 },
  { scheme: "dark", width: 360 },
] as const;

// One page that goes from stop to stop, as a person does: what one page leaves behind is part of the next.
test.each(LOOKS)("axe finds nothing on any page, and nothing sticks out: $scheme, $width px", async (look) => {
  const somebody = await openPage(look);
  const nobody = await openPage({ ...look, as: "nobody" });
  for (const { path, as, prepare, complaint } of STOPS) {
    const page = as === "nobody" ? nobody : somebody;
    await page.goto(path);
    await settled(page);
    await prepare?.(page);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
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
