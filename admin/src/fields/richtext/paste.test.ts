import { expect, test } from "vitest";
import { cleanPaste } from "./clean-paste";
import { isMarkdown, markdownContent } from "./markdown-paste";

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head><body>
<!--StartFragment--><p class="MsoNormal" style="margin:0cm"><b>Tide</b> table<o:p></o:p></p>
<p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span style="font:7pt">&nbsp;&nbsp;</span></span>High</p>
<p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span>Low</p>
<p class="MsoNormal"><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>`;

test("what a word processor writes is plain afterwards", () => {
  expect(cleanPaste(WORD).replace(/\s*\n\s*/g, "")).toBe(
    "<p><b>Tide</b> table</p><ul><li><p>High</p></li><li><p>Low</p></li></ul>",
  );
});

test("numbers make a numbered list, and styles become marks", () => {
  const html = `<b style="font-weight:normal"><p class="MsoListParagraph">1. One</p><span style="font-weight:700">bold <span style="font-style:italic">both</span></span></b>`;
  expect(cleanPaste(html)).toBe("<ol><li><p>One</p></li></ol><strong>bold <em>both</em></strong>");
});

test("nothing of it runs, and nothing of its looks stays", () => {
  const cleaned = cleanPaste(
    `<p onclick="x()" style="color:red" class="a">a<script>x()</script><img src="x" onerror="x()"><img src="/api/assets/1" onload=x()></p><div>b</div>`,
  );
  expect(cleaned).toBe(`<p>a<img src="/api/assets/1"></p><p>b</p>`);
});

test.each([
  ["# Title\n\ntext", true],
  ["- one\n- two", true],
  ["It **is**.", true],
  ["[a](https://b.c)", true],
  ["Price: 3 * 4 - 2, see #5 (a) [b]", false],
  ["- a dash alone", false],
])("%j is Markdown: %s", (text, expected) => {
  expect(isMarkdown(text)).toBe(expected);
});

test("Markdown becomes nodes and marks, and only those that the field allows", () => {
  const text = "## A *b*\n\n- [c](https://d.e)\n\n| f |\n|---|\n| g |";
  expect(markdownContent(text, () => true)).toEqual([
    {
      type: "heading",
      attrs: { level: 2 },
      content: [
        { type: "text", text: "A ", marks: [] },
        { type: "text", text: "b", marks: [{ type: "italic" }] },
      ],
    },
    {
      type: "bulletList",
      content: [
        {
          type: "listItem",
          content: [
            {
              type: "paragraph",
              content: [{ type: "text", text: "c", marks: [{ type: "link", attrs: { href: "https://d.e" } }] }],
            },
          ],
        },
      ],
    },
    {
      type: "table",
      content: [
        {
          type: "tableRow",
          content: [
            {
              type: "tableHeader",
              content: [{ type: "paragraph", content: [{ type: "text", text: "f", marks: [] }] }],
            },
          ],
        },
        {
          type: "tableRow",
          content: [
            { type: "tableCell", content: [{ type: "paragraph", content: [{ type: "text", text: "g", marks: [] }] }] },
          ],
        },
      ],
    },
  ]);
  const plain = JSON.stringify(markdownContent(`${text}\n\n[x](javascript:alert(1))`, () => false));
  expect(plain).not.toMatch(/heading|List|table|link|italic/);
});
