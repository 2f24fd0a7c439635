import { expect, test } from "vitest";
import { textOf } from "./text";

const paragraph = (...words: readonly string[]) => ({
  type: "paragraph",
  content: words.map((text) => ({ type: "text", text })),
});

test("paragraphs and items of lists are lines", () => {
  const list = { type: "bulletList", content: [{ type: "listItem", content: [paragraph("first")] }] };
  expect(textOf({ type: "doc", content: [paragraph("Before"), list, paragraph("After")] })).toBe(
    "Before\nfirst\nAfter",
  );
});

test("a word of which a part is bold stays one word", () => {
  expect(textOf({ type: "doc", content: [paragraph("un", "believ", "able")] })).toBe("unbelievable");
});
