/** Markdown that is pasted becomes what it means, as the editor's own JSON. What the field does not allow becomes plain text. */
import type { JSONContent } from "@tiptap/core";
import { type Block, type Inline, parseMarkdown } from "@/lib/markdown";

type Allows = (word: string) => boolean;
type Marks = NonNullable<JSONContent["marks"]>;

/** Signs that a text was written as Markdown; one alone may be chance in prose, so that a line has to begin with it or a pair has to close. */
const SIGNS = [
  /^#{1,6} \S/m,
  /^\s*[-*+] \S.*\n\s*[-*+] \S/m,
  /^\d+[.)] \S.*\n\d+[.)] \S/m,
  /^```/m,
  /^> \S/m,
  /\*\*\S[^*\n]*\*\*/,
  /\[[^\]\n]+\]\((https?:|\/)[^)\s]+\)/,
  /^\|.*\|\s*\n\|[\s:|-]+\|/m,
];

export function isMarkdown(text: string): boolean {
  return SIGNS.some((sign) => sign.test(text));
}

export function markdownContent(text: string, allows: Allows): JSONContent[] {
  return parseMarkdown(text).flatMap((block) => blockContent(block, allows));
}

function blockContent(block: Block, allows: Allows): JSONContent[] {
  switch (block.kind) {
    case "heading":
      return [
        allows("heading")
          ? { type: "heading", attrs: { level: block.level }, content: inlines(block.parts, allows) }
          : paragraph(block.parts, allows),
      ];
    case "paragraph":
      return [paragraph(block.parts, allows)];
    case "quote": {
      const inner = block.blocks.flatMap((one) => blockContent(one, allows));
      return allows("quote") ? [{ type: "blockquote", content: inner }] : inner;
    }
    case "list": {
      if (!allows("list")) return block.items.map((item) => paragraph(item, allows));
      const content = block.items.map((item) => ({ type: "listItem", content: [paragraph(item, allows)] }));
      return [{ type: block.isOrdered ? "orderedList" : "bulletList", content }];
    }
    case "code": {
      const content = block.text === "" ? [] : [{ type: "text", text: block.text }];
      return [allows("code_block") ? { type: "codeBlock", content } : { type: "paragraph", content }];
    }
    case "table":
      return tableContent(block, allows);
    case "rule":
      return allows("rule") ? [{ type: "horizontalRule" }] : [];
  }
}

function tableContent(block: Extract<Block, { kind: "table" }>, allows: Allows): JSONContent[] {
  const rows = [block.head, ...block.rows];
  if (!allows("table"))
    return rows.map((row) =>
      paragraph(
        row.flatMap((cell, at) => (at === 0 ? cell : [{ kind: "text" as const, text: " " }, ...cell])),
        allows,
      ),
    );
  const row = (cells: readonly (readonly Inline[])[], type: string) => ({
    type: "tableRow",
    content: block.head.map((_, at) => ({ type, content: [paragraph(cells[at] ?? [], allows)] })),
  });
  return [{ type: "table", content: rows.map((cells, at) => row(cells, at === 0 ? "tableHeader" : "tableCell")) }];
}

function paragraph(parts: readonly Inline[], allows: Allows): JSONContent {
  return { type: "paragraph", content: inlines(parts, allows) };
}

function inlines(parts: readonly Inline[], allows: Allows, marks: Marks = []): JSONContent[] {
  return parts.flatMap((part) => inline(part, allows, marks));
}

const MARKS = { strong: "bold", em: "italic", del: "strike" } as const;

function inline(part: Inline, allows: Allows, marks: Marks): JSONContent[] {
  const words = (text: string, more: Marks = []): JSONContent[] =>
    text === "" ? [] : [{ type: "text", text, marks: [...marks, ...more] }];
  switch (part.kind) {
    case "text":
      return words(part.text.replaceAll("\n", " "));
    case "code":
      return words(part.text, allows("code") ? [{ type: "code" }] : []);
    case "link": {
      const isSafe = /^(https?:\/\/|mailto:|tel:|\/)/i.test(part.address);
      return words(part.text, allows("link") && isSafe ? [{ type: "link", attrs: { href: part.address } }] : []);
    }
    case "image":
      return words(part.text);
    default: {
      const type = MARKS[part.kind];
      return inlines(part.parts, allows, allows(type) ? [...marks, { type }] : marks);
    }
  }
}
