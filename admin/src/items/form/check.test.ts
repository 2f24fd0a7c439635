import i18next from "i18next";
import { expect, test } from "vitest";
import { apiError } from "@/api/errors";
import { makeCollection, makeField, makeModel } from "@/testing/factories";
import { brokenRules, localProblems, serverProblems } from "./check";
import { FormStore } from "./form-store";
import { shapeOf } from "./shape";

const fields = [
  makeField({ name: "title", isRequired: true }),
  makeField({ name: "access", kind: "select", options: { options: ["free", "paid"] } }),
  makeField({ name: "price", kind: "decimal", isRequired: true, showIf: { access: { _eq: "paid" } } }),
  makeField({ name: "slug", kind: "slug" }),
  makeField({ name: "tags", kind: "relation" }),
];
const collection = makeCollection({
  fields,
  rules: [
    {
      filter: { _or: [{ access: { _eq: "free" } }, { price: { _gt: 0 } }] },
      message: { "": "A paid one needs a price." },
    },
  ],
});
const storeOf = (item: Record<string, unknown>) =>
  new FormStore(fields, item, shapeOf(collection, makeModel([collection])));
const t = () => i18next.getFixedT("en", "fields");

test("a field that is not there is not missed, nor one that one may not write", () => {
  const names = (item: Record<string, unknown>, isWritable = (_: string) => true) => [
    ...localProblems(storeOf(item), isWritable, t()).keys(),
  ];
  expect(names({ access: "free" })).toEqual(["title"]);
  expect(names({ access: "paid", title: "x" })).toEqual(["price"]);
  expect(names({ access: "paid" }, (name) => name === "title")).toEqual(["title"]);
});

test("rules for the whole item", () => {
  const broken = (item: Record<string, unknown>) =>
    brokenRules(storeOf(item), collection, makeModel([collection])).length;
  expect([
    broken({ access: "free" }),
    broken({ access: "paid" }),
    broken({ access: "paid", price: "0.00" }),
    broken({ access: "paid", price: "0.01" }),
  ]).toEqual([0, 1, 1, 0]);
});

test("the server's problems stand where they belong, in the words of the language", () => {
  const errors = [
    {
      message: "tags[0]: another item has the same `slug`",
      extensions: { code: "RECORD_NOT_UNIQUE", collection: "tags", field: "slug", path: "tags[0]" },
    },
    { message: "another item has the same `slug`", extensions: { code: "RECORD_NOT_UNIQUE", field: "slug" } },
    {
      message: "title: is required",
      extensions: { code: "FAILED_VALIDATION", field: "title", path: "title", type: "required" },
    },
    {
      message: "price: must be smaller",
      extensions: { code: "FAILED_VALIDATION", field: "price", path: "price", type: "max" },
    },
    { message: "elsewhere: is odd", extensions: { code: "FAILED_VALIDATION", path: "elsewhere" } },
  ];
  const { byField, rest } = serverProblems(storeOf({}), apiError(400, { errors }, null), t());
  expect([...byField]).toEqual([
    ["tags[0].slug", ["Another item has the same value."]],
    ["slug", ["Another item has the same value."]],
    ["title", ["This field needs a value."]],
    ["price", ["must be smaller"]],
  ]);
  expect(rest).toEqual(["elsewhere: is odd"]);
});
