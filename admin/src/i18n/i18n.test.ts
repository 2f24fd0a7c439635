import i18next from "i18next";
import { expect, test } from "vitest";

test("the texts of a chunk come together: no later part of a page waits for its own", async () => {
  const areas = ["people", "view"];
  const are = () => areas.map((area) => i18next.hasResourceBundle("en", area));
  for (const area of areas) i18next.removeResourceBundle("en", area);
  expect(are()).toEqual([false, false]);
  await i18next.reloadResources("en", "view");
  expect(are()).toEqual([true, true]);
});
