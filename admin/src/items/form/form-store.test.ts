import { expect, test, vi } from "vitest";
import { makeField } from "@/testing/factories";
import { FormStore } from "./form-store";

const fields = [makeField({ name: "title" }), makeField({ name: "minutes", kind: "integer" })];

test("only what differs from the saved item is sent", () => {
  const store = new FormStore(fields, { title: "One", minutes: 3 });
  expect(store.isDirty()).toBe(false);
  store.set("title", "Two");
  store.set("minutes", 4);
  store.set("minutes", 3);
  expect(store.changes()).toEqual({ title: "Two" });
  store.set("title", "");
  expect(store.changes()).toEqual({ title: null });
  store.load({ title: null, minutes: 3 });
  expect(store.isDirty()).toBe(false);
});

test("a change is told to those who follow the field, and to no other", () => {
  const store = new FormStore(fields, {});
  const [title, minutes, any] = [vi.fn(), vi.fn(), vi.fn()];
  store.follow("title", title);
  store.follow("*", any);
  const stop = store.follow("minutes", minutes);
  store.set("title", "One");
  expect([title, minutes, any].map((one) => one.mock.calls.length)).toEqual([1, 0, 1]);
  stop();
  store.set("minutes", 1);
  expect(minutes).not.toHaveBeenCalled();
});

test("a problem goes away when its field is changed", () => {
  const store = new FormStore(fields, {});
  store.showProblems(new Map([["title", ["needed"]]]));
  expect(store.problemsOf("title")).toEqual(["needed"]);
  store.set("title", "One");
  expect(store.problemsOf("title")).toEqual([]);
});
