import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useDrawnRows } from "./use-drawn-rows";

test("a long list begins with a screen of rows, and all of them come by themselves", () => {
  const drawn: number[] = [];
  const { rerender } = renderHook(({ total }) => drawn.push(useDrawnRows(total)), { initialProps: { total: 100 } });
  expect(drawn[0]).toBe(24);
  expect(drawn.at(-1)).toBe(100);
  // Another page of it is there at once.
  drawn.length = 0;
  rerender({ total: 100 });
  expect(drawn).toEqual([100]);
});

test("a short list is whole from the beginning", () => {
  const drawn: number[] = [];
  renderHook(() => drawn.push(useDrawnRows(7)));
  expect([...new Set(drawn)]).toEqual([7]);
});
