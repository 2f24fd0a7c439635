import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

const KEY = new PluginKey<DecorationSet>("ownDirection");

/** Each outermost block goes the way of its text, whichever way the app is read. Only drawn, and no part of the document. */
export const OwnDirection = Extension.create({
  name: "ownDirection",
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key: KEY,
      state: {
        init: (_, { doc }) => directions(doc),
        apply: (transaction, before) => (transaction.docChanged ? directions(transaction.doc) : before),
      },
      props: { decorations: (state) => KEY.getState(state) },
    }),
  ],
});

function directions(document: Node): DecorationSet {
  const found: Decoration[] = [];
  document.forEach((block, at) => {
    // What says nothing yet goes the way of the app, as its writer does.
    if (/\p{L}/u.test(block.textContent)) found.push(Decoration.node(at, at + block.nodeSize, { dir: "auto" }));
  });
  return DecorationSet.create(document, found);
}
