import { expect, test } from "vitest";
import { makeUuid } from "./uuid";

test("the time comes first, and version and variant are where they belong", () => {
  const id = makeUuid(0x0123456789ab, new Uint8Array([0xff, 1, 0xff, 3, 4, 5, 6, 7, 8, 9]));
  expect(id).toBe("01234567-89ab-7f01-bf03-040506070809");
  expect(makeUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
