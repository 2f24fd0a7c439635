import { expect, test } from "vitest";
import { parseInline, parseMarkdown } from "./markdown";

test("blocks", () => {
  const blocks = parseMarkdown("# Title\n\nOne\ntwo\n\n- a\n- b\n\n1. c\n\n> quoted\n\n```js\nx < 1\n```\n\n---\nlast");
  expect(blocks.map((block) => block.kind)).toEqual([
    "heading",
    "paragraph",
    "list",
    "list",
    "quote",
    "code",
    "rule",
    "paragraph",
  ]);
});

test("inline parts, nested and side by side", () => {
  expect(parseInline("a **b _c_** `d*` [e](/f) ![g](h.png)").map((part) => part.kind)).toEqual([
    "text",
    "strong",
    "text",
    "code",
    "text",
    "link",
    "text",
    "image",
  ]);
  expect(parseInline("snake_case_name")).toEqual([{ kind: "text", text: "snake_case_name" }]);
});

test("what is not closed is shown as it is, and ends", () => {
  expect(parseMarkdown("```\nno end")).toEqual([{ kind: "code", text: "no end" }]);
  expect(parseMarkdown("**open [link](")).toHaveLength(1);
  expect(parseMarkdown(">".repeat(5000))).toHaveLength(1);
});

test("a table", () => {
  expect(parseMarkdown("| a | **b** |\n|---|:-:|\n| 1 \\| 2 | 3 |\n\nafter")).toEqual([
    {
      kind: "table",
      head: [[{ kind: "text", text: "a" }], [{ kind: "strong", parts: [{ kind: "text", text: "b" }] }]],
      rows: [[[{ kind: "text", text: "1 | 2" }], [{ kind: "text", text: "3" }]]],
    },
    { kind: "paragraph", parts: [{ kind: "text", text: "after" }] },
  ]);
});
