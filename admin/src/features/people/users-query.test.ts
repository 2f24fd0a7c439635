import { expect, test } from "vitest";
import { makeCollection, makeField } from "@/testing/factories";
import { queryOf } from "./users-query";

const users = makeCollection({
  name: "quintet_users",
  fields: ["id", "email", "roles", "status"].map((name) => makeField({ name })),
});

test("only what one may read is asked for, and what was chosen is one filter", () => {
  expect(queryOf(users, {})).toEqual({
    fields: "id,email,status,roles",
    sort: "last_name,first_name,email",
    limit: "50",
    meta: "filter_count",
  });
  const { filter, search, page } = queryOf(users, { search: "ada", role: "editor", status: "active", page: "2" });
  expect([search, page]).toEqual(["ada", "2"]);
  expect(JSON.parse(filter ?? "")).toEqual({
    _and: [{ roles: { _contains: "editor" } }, { status: { _eq: "active" } }],
  });
});
