import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useEchoes } from "./use-echoes";
import { useTypedText } from "./use-typed-text";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a change that comes back late, and one that never does, are not somebody else's", () => {
  const onForeign = vi.fn();
  const { result, rerender } = renderHook(({ value }) => useEchoes(value, onForeign), { initialProps: { value: "" } });
  for (const text of ["m", "ma", "mar"]) act(() => result.current.note(text));
  expect(result.current.last).toBe("mar");
  rerender({ value: "ma" });
  rerender({ value: "mar" });
  expect(onForeign).not.toHaveBeenCalled();
  // Back in the history: not from here, though it once was.
  rerender({ value: "ma" });
  expect(onForeign).toHaveBeenCalledOnce();
});

function typing(kept: string) {
  const send = vi.fn();
  const hook = renderHook((props) => useTypedText(props.kept, send, 200), { initialProps: { kept } });
  const type = (text: string) => act(() => hook.result.current.type(text));
  const wait = () => act(() => vi.advanceTimersByTime(250));
  const follow = (text: string) => hook.rerender({ kept: text });
  return { send, type, wait, follow, typed: () => hook.result.current.typed };
}

test("what is typed while an earlier text is on its way is kept", () => {
  const { send, type, wait, follow, typed } = typing("");
  type("marl");
  wait();
  type("marlowe");
  follow("marl");
  expect(typed()).toBe("marlowe");
  wait();
  follow("marlowe");
  expect(typed()).toBe("marlowe");
  expect(send.mock.calls).toEqual([["marl"], ["marlowe"]]);
});

test("two texts on their way: the first to arrive does not take back the second", () => {
  const { type, wait, follow, typed } = typing("");
  type("marl");
  wait();
  type("marlowe");
  wait();
  follow("marl");
  expect(typed()).toBe("marlowe");
  follow("marlowe");
  expect(typed()).toBe("marlowe");
});

test("what is taken back before it arrived is taken back", () => {
  const { send, type, wait, follow, typed } = typing("");
  type("b");
  wait();
  type("");
  wait();
  expect(send.mock.calls).toEqual([["b"], [""]]);
  follow("b");
  follow("");
  expect(typed()).toBe("");
});

test("a space at the end stays while one types, and is not sent", () => {
  const { send, type, wait, follow, typed } = typing("");
  type("two ");
  wait();
  follow("two");
  expect(typed()).toBe("two ");
  expect(send.mock.calls).toEqual([["two"]]);
});

test("the address is followed where it changes by itself", () => {
  const { type, wait, follow, typed } = typing("one");
  follow("two");
  expect(typed()).toBe("two");
  type("three");
  wait();
  follow("three");
  follow("two");
  expect(typed()).toBe("two");
});
