/** A collection with a form as long as forms get: 199 fields and a page of 50 blocks. */
const KINDS = [
  "{ type: string, max_length: 60 }",
  "text",
  "integer",
  "{ type: select, options: [a, b, c] }",
  "boolean",
];
const TEXTS = "{ type: string, max_length: 60 }";

export function wideModel(): string {
  const fields = Array.from({ length: 199 }, (_, at) => `  f${at}: ${KINDS[at % 10] ?? TEXTS}`);
  return [
    "label: Wide",
    'display: "{f0}"',
    "fields:",
    ...fields,
    "  body: { type: blocks, allow: [heading, paragraph, quote] }",
    "",
  ].join("\n");
}

export function wideItem(): Record<string, unknown> {
  const texts = Array.from({ length: 199 }, (_, at) => at).filter((at) => at % 10 === 0 || at % 10 >= 5);
  const block = (at: number) => {
    if (at % 3 === 0) return { _type: "heading", level: 2, text: `Heading ${at}` };
    if (at % 3 === 1) return { _type: "paragraph", text: "A paragraph of some length. ".repeat(12) };
    return { _type: "quote", text: "Somebody said something.", by: "Somebody" };
  };
  return {
    ...Object.fromEntries(texts.map((at) => [`f${at}`, "Some text here"])),
    body: Array.from({ length: 50 }, (_, at) => block(at)),
  };
}
