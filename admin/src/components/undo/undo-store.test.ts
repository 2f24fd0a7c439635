import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { close, complain, notices, offer, takeBack } from "./undo-store";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  for (const { id } of notices.get()) close(id);
  vi.useRealTimers();
});

function offered(text: string) {
  const told = { onUndo: vi.fn(), onEnd: vi.fn() };
  offer({ text, seconds: 8, ...told });
  return told;
}

function idOf(text: string): string {
  return notices.get().find((notice) => notice.text === text)?.id ?? "";
}

test("when time is over it happens, once, and cannot be taken back", () => {
  const { onUndo, onEnd } = offered("gone");
  vi.advanceTimersByTime(7999);
  expect(onEnd).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onEnd.mock.calls).toEqual([[false]]);
  expect(notices.get()).toEqual([]);
  takeBack(idOf("gone"));
  expect(onUndo).not.toHaveBeenCalled();
});

test("what is taken back never happens", () => {
  const { onUndo, onEnd } = offered("gone");
  takeBack(idOf("gone"));
  vi.advanceTimersByTime(60_000);
  expect(onUndo).toHaveBeenCalledOnce();
  expect(onEnd).not.toHaveBeenCalled();
});

test("who leaves the page does not wait; what was only told stays", () => {
  const one = offered("one");
  const two = offered("two");
  complain("refused");
  window.dispatchEvent(new Event("pagehide"));
  expect([one.onEnd.mock.calls, two.onEnd.mock.calls]).toEqual([[[true]], [[true]]]);
  expect(notices.get().map(({ text }) => text)).toEqual(["refused"]);
});

test("each notice has a time of its own, and stops alone", () => {
  const one = offered("one");
  const two = offered("two");
  for (const notice of notices.get()) if (notice.text === "one") notice.countdown?.pause();
  vi.advanceTimersByTime(8000);
  expect(one.onEnd).not.toHaveBeenCalled();
  expect(two.onEnd).toHaveBeenCalledOnce();
});
