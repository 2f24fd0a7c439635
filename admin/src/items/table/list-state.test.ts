import { expect, test } from "vitest";
import { makeCollection, makeField, makeModel } from "@/testing/factories";
import { columnsOf, countQuery, type ListSearch, listQuery, listSearch, pageOf } from "./list-state";

const collection = makeCollection({
  fields: [
    makeField({ name: "id", kind: "uuid", isKey: true }),
    makeField({ name: "minutes", kind: "integer" }),
    makeField({ name: "title" }),
  ],
});

test("a URL keeps what a list knows", () => {
  expect(listSearch({ sort: "-title", page: "", evil: "1", filter: ["a"] })).toEqual({ sort: "-title" });
});

test("the columns are those of the URL, unknown names left out", () => {
  const names = (fields?: string) => columnsOf(collection, { fields }).map((field) => field.name);
  expect(names("minutes,nonsense,title")).toEqual(["minutes", "title"]);
  expect(names()).toEqual(["title", "minutes"]);
  expect(names("nonsense")).toEqual(["title", "minutes"]);
});

test("a page that is no page is the first", () => {
  expect(["7", "0", "-1", "x", "1.5"].map((page) => pageOf({ page }))).toEqual([7, 1, 1, 1, 1]);
});

test("the request asks for the key, the title and the columns, each once", () => {
  const search = { sort: "-title", page: "2" };
  const query = listQuery(collection, columnsOf(collection, search), search, makeModel([collection]));
  expect(query).toMatchObject({
    fields: "id,title,minutes",
    sort: "-title",
    page: "2",
    limit: "20",
  });
  expect(query).not.toHaveProperty("cursor");
});

test("a first page asks for a cursor, where there can be one; a cursor stands in the place of a number", () => {
  const place = (search: ListSearch) => {
    const { page, cursor } = listQuery(collection, [], search, makeModel([collection]));
    return { page, cursor };
  };
  expect(place({})).toEqual({ cursor: "*" });
  expect(place({ search: "a" })).toEqual({ page: "1" });
  expect(place({ search: "a", sort: "title" })).toEqual({ cursor: "*" });
  expect(place({ cursor: "x", page: "3" })).toEqual({ cursor: "x" });
});

test("what is counted does not depend on the page", () => {
  const filter = '{"title":"a"}';
  expect(countQuery(collection, { filter, page: "2", sort: "-title" })).toEqual(countQuery(collection, { filter }));
});

test("the model says which columns a list has, and who may not see one does without it", () => {
  const told = { ...collection, meta: { admin: { list: ["minutes", "hidden", "title", "minutes"] } } };
  expect(columnsOf(told, {}).map((field) => field.name)).toEqual(["minutes", "title"]);
});
