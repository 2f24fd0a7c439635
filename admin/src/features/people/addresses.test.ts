import { expect, test } from "vitest";
import { addressesIn } from "./addresses";

test.each([
  ["", []],
  ["ada", []],
  ["ada@example.org", ["ada@example.org"]],
  [
    " ada@example.org,bob@example.org;eve@example.org\nAda@example.org ",
    ["ada@example.org", "bob@example.org", "eve@example.org"],
  ],
  ['"Marsh, Ada" <ada@example.org>, Bob <bob+news@example.org>', ["ada@example.org", "bob+news@example.org"]],
])("%j", (text, expected) => {
  expect(addressesIn(text)).toEqual(expected);
});
