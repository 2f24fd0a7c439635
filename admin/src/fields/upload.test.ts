import { expect, test } from "vitest";
import { makeField } from "@/testing/factories";
import { fileProblem, isAccepted } from "./upload";

test("types are accepted by name and by family", () => {
  expect(isAccepted("image/png", ["image/*"])).toBe(true);
  expect(isAccepted("image/png", ["application/pdf"])).toBe(false);
  expect(isAccepted("imagex/png", ["image/*"])).toBe(false);
  expect(isAccepted("", [])).toBe(true);
});

test("what is too large or of the wrong type is told before it is sent", () => {
  const field = makeField({ options: { accept: ["image/*"], max_size: 4 } });
  expect(fileProblem(new File(["12345"], "a.png", { type: "image/png" }), field)?.key).toBe("fileSize");
  expect(fileProblem(new File(["1"], "a.txt", { type: "text/plain" }), field)?.key).toBe("fileType");
  expect(fileProblem(new File(["1"], "a.png", { type: "image/png" }), field)).toBeNull();
});
