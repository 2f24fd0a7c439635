import { expect, test } from "vitest";
import type { Relation } from "@/api/model-types";
import { makeCollection, makeField } from "@/testing/factories";
import { curve, draw } from "./diagram-layout";

const relation = (target: string): Relation => ({
  kind: "m2o",
  targets: [target],
  isMany: false,
  inverse: null,
  through: null,
});

function collection(name: string, targets: readonly string[], others = 0) {
  const links = targets.map((target, at) =>
    makeField({ name: `link${at}`, kind: "relation", relation: relation(target) }),
  );
  const rest = Array.from({ length: others }, (_, at) => makeField({ name: `field${at}` }));
  return makeCollection({ name, fields: [...rest, ...links] });
}

test("boxes do not lie on each other", () => {
  const { boxes } = draw(Array.from({ length: 11 }, (_, at) => collection(`c${at}`, [], at)));
  for (const one of boxes) {
    for (const other of boxes.filter((box) => box !== one && box.x === one.x)) {
      expect(one.y + one.height <= other.y || other.y + other.height <= one.y).toBe(true);
    }
  }
});

test("two collections are joined by one line, however many relations there are; what is not shown by none", () => {
  const { lines } = draw([collection("a", ["b", "b", "a", "elsewhere"]), collection("b", ["a"])]);
  expect(lines.map((line) => line.names.length)).toEqual([3, 1]);
  for (const line of lines) expect(curve(line)).toMatch(/^M [\d.-]+ [\d.-]+ C /);
});

test("relations stand first, what is too much is counted", () => {
  const [box] = draw([collection("a", ["b"], 20)]).boxes;
  expect(box?.fields[0]).toBe("link0");
  expect(box?.hidden).toBe(12);
});

test("nothing draws nothing", () => {
  expect(draw([])).toMatchObject({ boxes: [], lines: [] });
});
