import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Countdown } from "./countdown";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("time that is stopped does not run out, and goes on where it was", () => {
  const end = vi.fn();
  const countdown = new Countdown(1000, end);
  vi.advanceTimersByTime(600);
  countdown.pause();
  vi.advanceTimersByTime(5000);
  expect(end).not.toHaveBeenCalled();
  countdown.resume();
  vi.advanceTimersByTime(399);
  expect(end).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(end).toHaveBeenCalledOnce();
});

test("who resumes twice waits once", () => {
  const end = vi.fn();
  const countdown = new Countdown(1000, end);
  countdown.resume();
  countdown.pause();
  countdown.pause();
  countdown.resume();
  vi.advanceTimersByTime(10_000);
  expect(end).toHaveBeenCalledOnce();
});
