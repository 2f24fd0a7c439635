import { asList, asObject, asText, type JsonObject } from "@/lib/json";

const LINES = new Set(["paragraph", "heading", "codeBlock", "hardBreak", "horizontalRule"]);

/** The words of a document: paragraphs, headings and items of lists are lines of their own. */
export function textOf(document: JsonObject): string {
  return linesOf(document).trim();
}

function linesOf(node: JsonObject): string {
  const inside = asList(node.content)
    .map((child) => linesOf(asObject(child)))
    .join("");
  return asText(node.text) ?? (LINES.has(asText(node.type) ?? "") ? `${inside}\n` : inside);
}
