import { Editor } from "@tiptap/core";
import { expect, test } from "vitest";
import { extensionsOf } from "./extensions";

test("blocks with letters go their own way, and the document does not know of it", () => {
  const content = {
    type: "doc",
    content: [
      { type: "paragraph", content: [{ type: "text", text: "Low tide" }] },
      { type: "paragraph", content: [{ type: "text", text: "12:30" }] },
      {
        type: "bulletList",
        content: [{ type: "listItem", content: [{ type: "paragraph", content: [{ type: "text", text: "المد" }] }] }],
      },
    ],
  };
  const editor = new Editor({ element: document.createElement("div"), extensions: extensionsOf(() => true), content });
  const ways = () => [...editor.view.dom.children].map((block) => block.getAttribute("dir"));
  expect(ways()).toEqual(["auto", null, "auto"]);
  expect(editor.view.dom.querySelectorAll("li [dir]").length).toBe(0);
  expect(JSON.stringify(editor.getJSON())).not.toContain("dir");
  editor.commands.insertContentAt(10 + 1, "noon ");
  expect(ways()).toEqual(["auto", "auto", "auto"]);
  editor.destroy();
});
