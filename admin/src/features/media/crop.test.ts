import { expect, test } from "vitest";
import { cutBetween, grown, largestCut, moved } from "./crop";

test("a cut lies between two corners, whichever comes first, and inside of the picture", () => {
  expect(cutBetween({ x: 0.25, y: 0.25 }, { x: 0.75, y: 0.5 }, null, 2)).toEqual({
    x: 0.25,
    y: 0.25,
    width: 0.5,
    height: 0.25,
  });
  expect(cutBetween({ x: 0.75, y: 0.5 }, { x: 0.25, y: 0.25 }, null, 2)).toEqual({
    x: 0.25,
    y: 0.25,
    width: 0.5,
    height: 0.25,
  });
  expect(cutBetween({ x: 0.5, y: 0.5 }, { x: 9, y: 9 }, null, 2)).toEqual({ x: 0.5, y: 0.5, width: 0.5, height: 0.5 });
});

test("a shape is kept, and what does not fit is smaller", () => {
  // A square out of a picture twice as wide as it is high.
  expect(cutBetween({ x: 0, y: 0 }, { x: 0.25, y: 0.1 }, 1, 2)).toEqual({ x: 0, y: 0, width: 0.25, height: 0.5 });
  expect(cutBetween({ x: 0, y: 0.5 }, { x: 1, y: 1 }, 1, 2)).toEqual({ x: 0, y: 0.5, width: 0.25, height: 0.5 });
  expect(largestCut(1, 2)).toEqual({ x: 0.25, y: 0, width: 0.5, height: 1 });
});

test("it moves and grows as far as there is room", () => {
  const cut = { x: 0.5, y: 0, width: 0.5, height: 0.5 };
  expect(moved(cut, 0.2, 0.25)).toEqual({ ...cut, y: 0.25 });
  expect(grown(cut, 0.5)).toEqual(cut);
  expect(grown({ ...cut, x: 0 }, 0.5)).toEqual({ x: 0, y: 0, width: 0.75, height: 0.75 });
});
