import { expect, test } from "vitest";
import { NARROWEST, WIDEST, widthsOf } from "./widths";

test("widths of others are taken within bounds, nonsense is not", () => {
  expect(widthsOf({ title: 240.4, narrow: 1, wide: 1e6, text: "240", none: null })).toEqual({
    title: 240,
    narrow: NARROWEST,
    wide: WIDEST,
  });
  expect(widthsOf("nonsense")).toEqual({});
});
