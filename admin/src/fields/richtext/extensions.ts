import type { Extensions } from "@tiptap/core";
import { Image } from "@tiptap/extension-image";
import { Link } from "@tiptap/extension-link";
import { TableKit } from "@tiptap/extension-table";
import StarterKit from "@tiptap/starter-kit";
import type { Field } from "@/api/model-types";
import { asTexts } from "@/lib/json";
import { OwnDirection } from "./own-direction";

export function allowedIn(field: Field): (word: string) => boolean {
  const words = asTexts(field.options.allow);
  return (word) => words.length === 0 || words.includes(word);
}

/** A link may lead to an item: it keeps which one, beside the address that it had when it was made. */
const ItemLink = Link.extend({
  addAttributes() {
    const kept = (name: string) => ({
      default: null,
      parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`),
      renderHTML: (attributes: Record<string, unknown>) =>
        attributes[name] ? { [`data-${name}`]: attributes[name] } : {},
    });
    return { ...this.parent?.(), collection: kept("collection"), item: kept("item") };
  },
});

/** Only what the model allows, so that nothing can be pasted that the server refuses. */
export function extensionsOf(allows: (word: string) => boolean): Extensions {
  const part = (word: string) => (allows(word) ? {} : (false as const));
  const kit = StarterKit.configure({
    bold: part("bold"),
    italic: part("italic"),
    underline: part("underline"),
    strike: part("strike"),
    code: part("code"),
    link: false,
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
  return [
    kit,
    OwnDirection,
    ...(allows("link") ? [ItemLink.configure({ openOnClick: false, autolink: false })] : []),
    ...(allows("image") ? [Image] : []),
    ...(allows("table") ? [TableKit.configure({ table: { resizable: true } })] : []),
  ];
}
