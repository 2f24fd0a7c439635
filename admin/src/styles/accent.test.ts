import fc from "fast-check";
import { expect, test } from "vitest";
import { accentsOf, contrastOf } from "./accent";

const LIGHT = ["#ffffff", "#f8f6f2", "#f2efe9", "#f1eee8"];
const DARK = ["#1a1c20", "#131417", "#16171b", "#23262c"];
const colors = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

test("whatever color is wished, texts can be read and what is filled stands out", () => {
  fc.assert(
    fc.property(colors, (color) => {
      const accents = accentsOf(color);
      if (accents === null) throw new Error(color);
      const { light, dark } = accents;
      for (const filled of [light.accent, light.hover, dark.accent, dark.hover]) {
        expect(contrastOf(filled, "#ffffff"), filled).toBeGreaterThanOrEqual(4.5);
      }
      for (const below of [...LIGHT, light.ground]) expect(contrastOf(light.text, below)).toBeGreaterThanOrEqual(4.5);
      for (const below of [...DARK, dark.ground]) expect(contrastOf(dark.text, below)).toBeGreaterThanOrEqual(4.5);
      expect(contrastOf(light.accent, "#f8f6f2")).toBeGreaterThanOrEqual(3);
      expect(contrastOf(dark.accent, "#1a1c20")).toBeGreaterThanOrEqual(3);
    }),
    { examples: [["#ffffff"], ["#000000"], ["#ffff00"], ["#00ff00"], ["#0000ff"], ["#ff0000"], ["#808080"]] },
  );
});

test("a color that will do stays what it is", () => {
  expect(accentsOf("#3b4cca")?.light.accent).toBe("#3b4cca");
});

test("what is no color is no accent", () => {
  expect(accentsOf(null)).toBeNull();
  expect(accentsOf("teal")).toBeNull();
});
