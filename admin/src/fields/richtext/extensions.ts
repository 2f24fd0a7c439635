import type { Extensions } from "@tiptap/core";
import { Image } from "@tiptap/extension-image";
import { TableKit } from "@tiptap/extension-table";
import StarterKit from "@tiptap/starter-kit";
import type { Field } from "@/api/model-types";
import { asTexts } from "@/lib/json";

export function allowedIn(field: Field): (word: string) => boolean {
  const words = asTexts(field.options.allow);
  return (word) => words.length === 0 || words.includes(word);
}

/** Only what the model allows, so that nothing can be pasted that the server refuses. */
export function extensionsOf(allows: (word: string) => boolean): Extensions {
  const part = (word: string) => (allows(word) ? {} : (false as const));
  const kit = StarterKit.configure({
    bold: part("bold"),
    italic: part("italic"),
    underline: part("underline"),
    strike: part("strike"),
    code: part("code"),
    link: allows("link") ? { openOnClick: false, autolink: false } : false,
    heading: part("heading"),
    bulletList: part("list"),
    orderedList: part("list"),
    listItem: part("list"),
    listKeymap: part("list"),
    blockquote: part("quote"),
    codeBlock: part("code_block"),
    horizontalRule: part("rule"),
    hardBreak: part("break"),
    // An empty paragraph at the end that nobody wrote would be a change.
    trailingNode: false,
  });
  return [kit, ...(allows("image") ? [Image] : []), ...(allows("table") ? [TableKit] : [])];
}
