import { expect, test } from "vitest";
import { makeField } from "@/testing/factories";
import { segmentsOf } from "./segments";

const halves = (count: number) => Array.from({ length: count }, () => makeField({ width: "half" }));
const whole = makeField({ width: "full" });
const lengths = (fields: Parameters<typeof segmentsOf>[0]) => segmentsOf(fields).map((segment) => segment.length);

test("a form of ordinary length is one piece, and one without fields none", () => {
  expect(lengths(halves(8))).toEqual([8]);
  expect(lengths([])).toEqual([]);
});

test("a long one is cut, and nothing of it is lost or moved", () => {
  const fields = [...halves(13), whole, ...halves(7), whole];
  expect(segmentsOf(fields).flat()).toEqual(fields);
  expect(lengths(fields)).toEqual([8, 8, 6]);
});

test("what stands side by side is not torn apart", () => {
  // The eighth begins a row; its neighbor comes along.
  expect(lengths([whole, ...halves(10)])).toEqual([9, 2]);
  // A row that is not full ends at a field that takes a whole one.
  expect(lengths([whole, ...halves(7), whole, whole])).toEqual([8, 2]);
});
