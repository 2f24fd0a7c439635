import { expect, test } from "vitest";
import { degreesAt, viewAround } from "./view";

test("the middle of a window is the point that it was made around", () => {
  const view = viewAround(53.5, 10, 8);
  expect(degreesAt(view, 0.5, 0.5)).toEqual({ latitude: 53.5, longitude: 10 });
});

test("a window does not leave the world", () => {
  const view = viewAround(90, -180, 4);
  expect([view.x, view.y]).toEqual([0, 0]);
  expect(degreesAt(view, 0, 0)).toEqual({ latitude: 90, longitude: -180 });
});
