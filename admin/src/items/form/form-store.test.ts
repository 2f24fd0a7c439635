import { expect, test, vi } from "vitest";
import { makeField } from "@/testing/factories";
import { keepDraft, keptDraft } from "./draft";
import { FormStore } from "./form-store";
import { differencesOf } from "./merge";

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

test("what is typed into one field without a pause is taken back at once, and can be done again", () => {
  const store = new FormStore(fields, { title: "One" });
  store.set("title", "One t");
  store.set("title", "One tw");
  store.set("minutes", 2);
  expect(store.undo()).toBe("minutes");
  expect(store.undo()).toBe("title");
  expect([store.get("title"), store.isDirty(), store.undo()]).toEqual(["One", false, null]);
  expect(store.redo()).toBe("title");
  expect(store.get("title")).toBe("One tw");
});

test("the defaults of a new item are sent, and are no change that could be lost", () => {
  const store = new FormStore(fields, {});
  store.begin({ minutes: 5 });
  expect([store.isDirty(), store.changes()]).toEqual([false, { minutes: 5 }]);
  expect(store.changes((field) => field.name !== "minutes")).toEqual({});
});

test("what is typed while a request is under way stays unsaved", () => {
  const store = new FormStore(fields, { title: "One", minutes: 1 });
  store.set("title", "Two");
  const sent = store.all();
  store.set("minutes", 9);
  store.settle({ title: "Two!", minutes: 1 }, sent);
  expect([store.get("title"), store.changes()]).toEqual(["Two!", { minutes: 9 }]);
});

test("over a newer version, mine stay and theirs come as they are chosen", () => {
  const store = new FormStore(fields, { title: "One", minutes: 1 });
  store.set("title", "Mine");
  expect(differencesOf(store, { title: "Theirs", minutes: 2 }).map(({ field, by }) => [field.name, by])).toEqual([
    ["title", "both"],
    ["minutes", "them"],
  ]);
  store.rebase({ title: "Theirs", minutes: 2 }, new Set(["minutes"]));
  expect([store.get("minutes"), store.changes()]).toEqual([2, { title: "Mine" }]);
});

test("another model keeps what still has a place", () => {
  const store = new FormStore(fields, { title: "One", minutes: 1 });
  store.set("title", "Two");
  store.set("minutes", 3);
  const lost = store.adopt([makeField({ name: "title" }), makeField({ name: "dateline" })], null);
  expect(lost.map(({ name }) => name)).toEqual(["minutes"]);
  expect(store.changes()).toEqual({ title: "Two" });
});

test("a draft comes back with what was typed, and without what nobody may read", async () => {
  const secret = makeField({ name: "word", kind: "password" });
  const store = new FormStore([...fields, secret], { title: "One" });
  store.set("title", "Two");
  store.set("word", { stored: null, typed: "open" });
  await keepDraft("key", store, '"1"');
  const draft = await keptDraft("key", store.fields);
  expect([draft?.seen, [...(draft?.values ?? [])]]).toEqual(['"1"', [["title", "Two"]]]);
  expect(await keptDraft("key", [makeField({ name: "title", kind: "integer" })])).toBeNull();
  store.load({ title: "One" });
  await keepDraft("key", store, null);
  expect(await keptDraft("key", store.fields)).toBeNull();
});
