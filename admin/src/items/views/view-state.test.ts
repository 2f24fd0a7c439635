import { expect, test } from "vitest";
import type { View } from "@/api/views";
import { isOrdinary, isShown, openView, searchOf, stateOf } from "./view-state";

const search = {
  search: "tide",
  filter: '{"status":{"_eq":"draft"}}',
  sort: "-title,status",
  fields: "title,status",
  limit: "50",
  layout: "flat",
};

function view(id: string, part: Partial<View["state"]> = {}): View {
  const state = { ...stateOf(search, { title: 200 }), ...part };
  return { id, name: id, color: null, collection: "articles", owner: null, role: null, state };
}

test("a view brings the URL back that it was made of", () => {
  expect(searchOf(view("a"))).toEqual(search);
  expect(searchOf({ ...view("a"), state: stateOf({}, {}) })).toEqual({});
});

test("a place in the list and widths do not make it another one", () => {
  expect(isShown(view("a"), { ...search, page: "3" })).toBe(true);
  expect(isShown(view("a", { widths: {} }), search)).toBe(true);
  expect(isShown(view("a"), { ...search, filter: '{ "status": { "_eq": "draft" } }' })).toBe(true);
  expect(isShown(view("a"), { ...search, sort: "title" })).toBe(false);
});

test("the view that was opened stays open while it is changed", () => {
  const views = [view("a"), view("b", { sort: [] })];
  expect(openView(views, "b", search)?.id).toBe("b");
  expect(openView(views, undefined, search)?.id).toBe("a");
  expect(openView(views, "gone", { sort: "x" })).toBe(null);
});

test("an ordinary list needs no view", () => {
  expect(isOrdinary({ page: "2" })).toBe(true);
  expect(isOrdinary({ sort: "title" })).toBe(false);
});
