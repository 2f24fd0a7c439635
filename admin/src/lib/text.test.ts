import { expect, test } from "vitest";
import { fillTemplate, initials, readable, templateFields } from "./text";

test("names read as words", () => {
  expect(readable("published_at")).toBe("Published at");
  expect(readable("quintet_users")).toBe("Users");
});

test("a template names its fields and takes their values", () => {
  expect(templateFields("{{first_name}} {{ author.name }}")).toEqual(["first_name", "author.name"]);
  expect(fillTemplate("{{a}} {{b}} {{c}}", (path) => (path === "b" ? "" : path))).toBe("a c");
});

test("initials are of the first and the last word", () => {
  expect(initials("Ada King Lovelace")).toBe("AL");
  expect(initials("Ada")).toBe("A");
  expect(initials("")).toBe("");
});
