import { expect, test } from "vitest";
import { valuesBefore } from "./before";

test("the newest entry before that names a field tells what it held", () => {
  const older = [{ title: "B" }, { title: "A", lead: null }, { title: "first", body: "x" }];
  expect(valuesBefore(older, ["title", "lead", "slug"])).toEqual({ title: "B", lead: null });
});
