import { expect, test } from "vitest";
import { positionOf, within } from "./focus";

const SIZE = { width: 1000, height: 500 };

test.each([
  // A square out of a wide picture moves along its width only.
  [{ x: 500, y: 250 }, 1, { x: 50, y: 50 }],
  [{ x: 0, y: 0 }, 1, { x: 0, y: 50 }],
  [{ x: 1000, y: 0 }, 1, { x: 100, y: 50 }],
  [{ x: 350, y: 0 }, 1, { x: 20, y: 50 }],
  // A strip moves along its height.
  [{ x: 0, y: 500 }, 4, { x: 50, y: 100 }],
  // The same shape does not move.
  [{ x: 10, y: 10 }, 2, { x: 50, y: 50 }],
])("%j in a frame of %d", (focus, ratio, expected) => {
  expect(positionOf(focus, SIZE, ratio)).toEqual(expected);
});

test("a point stays in the picture", () => {
  expect(within({ x: -5, y: 700 }, SIZE)).toEqual({ x: 0, y: 500 });
});
