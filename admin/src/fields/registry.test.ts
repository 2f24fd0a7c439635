/** The contract with the server: every type that it has is here, and no other. */
import { expect, test } from "vitest";
import types from "../../../openapi/field-types.json";
import { definitionOf, FIELDS } from "./registry";

test("the registry has the server's field types", () => {
  expect(FIELDS.map((field) => field.type).toSorted()).toEqual(types.map((type) => type.name).toSorted());
});

test("a type of a newer server is shown and never changed", () => {
  expect(definitionOf({ kind: "hologram" }).type).toBe("unknown");
});
