import { afterEach, expect, test, vi } from "vitest";
import { hasPasskeys, isGivenUp, isThereAlready } from "./passkey";

afterEach(() => vi.unstubAllGlobals());

test.each([
  ["cms.example.org", true],
  ["localhost", true],
  ["10.0.0.7", false],
  ["[2001:db8::1]", false],
])("passkeys under %s: %s", (host, expected) => {
  const Key = Object.assign(() => undefined, { parseCreationOptionsFromJSON: () => undefined });
  vi.stubGlobal("PublicKeyCredential", Key);
  expect(hasPasskeys(host)).toBe(expected);
});

test("a browser that does not know them has none", () => {
  vi.stubGlobal("PublicKeyCredential", undefined);
  expect(hasPasskeys("cms.example.org")).toBe(false);
});

test("what somebody has closed is told apart from what went wrong", () => {
  expect(isGivenUp(new DOMException("closed", "NotAllowedError"))).toBe(true);
  expect(isGivenUp(new Error("closed"))).toBe(false);
  expect(isThereAlready(new DOMException("there", "InvalidStateError"))).toBe(true);
});
