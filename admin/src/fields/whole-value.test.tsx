import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { makeField } from "@/testing/factories";
import { render } from "@/testing/render";
import { definitionOf } from "./registry";
import { WholeValue } from "./whole-value";

const text = { name: "text", type: "text", label: { "": "Text" } };
const body = makeField({
  name: "body",
  kind: "blocks",
  options: {
    allow: ["heading", "quote"],
    blocks: {
      heading: { label: { "": "Heading" }, fields: [text, { name: "level", type: "integer" }] },
      quote: { label: { "": "Quote" }, fields: [text] },
    },
  },
});
const read = (json: unknown, field = body) => definitionOf(field).fromJson(json, field);

const LONG = "A sentence that goes on. ".repeat(20).trim();
const MINE = [
  { _type: "heading", _id: "1", text: "A title", level: 2 },
  { _type: "quote", _id: "2", text: LONG },
];

test("blocks are read with the names of their types and members, to their end, without what is empty", async () => {
  await render(<WholeValue field={body} value={read([...MINE, { _type: "quote", _id: "3" }])} />);
  const [heading, quote, empty] = screen.getAllByRole("listitem");
  expect(heading?.textContent).toBe("HeadingTextA titleLevel2");
  expect(quote?.textContent).toBe(`QuoteText${LONG}`);
  expect(empty?.textContent).toBe("Quote");
});

test("of two versions, the parts are marked that the other does not have, wherever they stand", async () => {
  const theirs = [{ ...MINE[1] }, { _type: "heading", _id: "1", text: "Another title", level: 2 }];
  await render(<WholeValue field={body} value={read(MINE)} other={read(theirs)} />);
  const marked = screen.getAllByRole("listitem").map((item) => item.dataset.changed !== undefined);
  expect(marked).toEqual([true, false]);
});

test("a block of a type that the model no longer has is shown as it is", async () => {
  await render(<WholeValue field={body} value={read([{ _type: "gone", left: "over" }])} />);
  expect(screen.getByRole("listitem").textContent).toContain('"left": "over"');
});

test("lists of values, lists of objects and objects are read in the same way", async () => {
  const words = makeField({ kind: "list", options: { of: { name: "word", type: "string", label: { "": "Word" } } } });
  const { unmount } = await render(<WholeValue field={words} value={read(["one", "two"], words)} />);
  expect(screen.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual(["Wordone", "Wordtwo"]);
  unmount();
  const place = makeField({ kind: "object", options: { fields: [{ name: "city", type: "string" }] } });
  await render(<WholeValue field={place} value={read({ city: "Larkhaven" }, place)} />);
  expect(screen.getByRole("listitem").textContent).toBe("CityLarkhaven");
});
