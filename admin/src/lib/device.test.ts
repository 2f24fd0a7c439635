import { expect, test } from "vitest";
import { deviceOf } from "./device";

const MOZILLA = "Mozilla/5.0 (X11; Linux x86_64)";

test("a browser and its system are recognized, the more special one first", () => {
  expect(deviceOf(`${MOZILLA} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36`)).toBe(
    "Chrome · Linux",
  );
  expect(deviceOf("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0")).toBe(
    "Edge · Windows",
  );
  expect(deviceOf("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Safari/604.1")).toBe(
    "Safari · iPhone",
  );
  expect(deviceOf("curl/8.0")).toBe("curl");
});

test("what is not recognized has no name", () => {
  expect([deviceOf(null), deviceOf(""), deviceOf("<script>")]).toEqual([null, null, null]);
});
