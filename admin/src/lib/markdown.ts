/**
 * The Markdown that writers use, as a tree: for a preview beside the text. It is no judge of the site's own renderer; what it does not know it shows as it
 * is written. Nothing becomes HTML: the tree is drawn by React.
 */
export type Inline =
  | { readonly kind: "text" | "code"; readonly text: string }
  | { readonly kind: "strong" | "em" | "del"; readonly parts: readonly Inline[] }
  | { readonly kind: "link" | "image"; readonly text: string; readonly address: string };

export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly parts: readonly Inline[] }
  | { readonly kind: "paragraph"; readonly parts: readonly Inline[] }
  | { readonly kind: "quote"; readonly blocks: readonly Block[] }
  | { readonly kind: "list"; readonly isOrdered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "table"; readonly head: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: "rule" };

export type Cell = readonly Inline[];

const INLINE =
  /(`+)(.+?)\1|!\[([^\]]*)\]\(([^)\s]+)[^)]*\)|\[([^\]]+)\]\(([^)\s]+)[^)]*\)|(\*\*|__)(?=\S)(.+?)\7|~~(.+?)~~|(\*|_)(?=\S)(.+?)\10(?!\w)/gs;

export function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) parts.push({ kind: "text", text: text.slice(end, match.index) });
    parts.push(inlineOf(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end) });
  return parts;
}

function inlineOf(match: RegExpMatchArray): Inline {
  const [all, , code, alt, source, label, address, , strong, del, , em] = match;
  if (code !== undefined) return { kind: "code", text: code };
  if (source !== undefined) return { kind: "image", text: alt ?? "", address: source };
  if (address !== undefined) return { kind: "link", text: label ?? address, address };
  if (strong !== undefined) return { kind: "strong", parts: parseInline(strong) };
  if (del !== undefined) return { kind: "del", parts: parseInline(del) };
  return em === undefined ? { kind: "text", text: all } : { kind: "em", parts: parseInline(em) };
}

const ITEM = /^\s*(?:([-*+])|(\d+)[.)])\s+(.*)$/;

export function parseMarkdown(text: string, depth = 0): Block[] {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const [block, next] = blockAt(lines, at, depth);
    if (block !== null) blocks.push(block);
    at = next;
  }
  return blocks;
}

function blockAt(lines: readonly string[], at: number, depth: number): [Block | null, number] {
  const line = lines[at] ?? "";
  if (line.trim() === "") return [null, at + 1];
  if (/^\s*(```|~~~)/.test(line)) return codeAt(lines, at);
  const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
  if (heading !== null) {
    return [{ kind: "heading", level: heading[1]?.length ?? 1, parts: parseInline(heading[2] ?? "") }, at + 1];
  }
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) return [{ kind: "rule" }, at + 1];
  if (line.includes("|") && lines[at + 1]?.includes("|") && RULER.test(lines[at + 1] ?? "")) return tableAt(lines, at);
  if (line.startsWith(">") && depth < 8) {
    const [quoted, next] = whileMatching(lines, at, (one) => one.startsWith(">"));
    const inner = quoted.map((one) => one.replace(/^>\s?/, "")).join("\n");
    return [{ kind: "quote", blocks: parseMarkdown(inner, depth + 1) }, next];
  }
  if (ITEM.test(line)) {
    const [items, next] = whileMatching(lines, at, (one) => ITEM.test(one));
    const texts = items.map((one) => parseInline(ITEM.exec(one)?.[3] ?? ""));
    return [{ kind: "list", isOrdered: ITEM.exec(line)?.[2] !== undefined, items: texts }, next];
  }
  const [paragraph, next] = whileMatching(
    lines,
    at + 1,
    (one) => one.trim() !== "" && !/^(#{1,6}\s|>|\s*(```|~~~))/.test(one),
  );
  return [{ kind: "paragraph", parts: parseInline([line, ...paragraph].join("\n")) }, next];
}

/** The line below the head of a table: `| --- | :-: |`. */
const RULER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

function tableAt(lines: readonly string[], at: number): [Block, number] {
  const [rows, next] = whileMatching(lines, at + 2, (one) => one.includes("|"));
  return [{ kind: "table", head: cellsOf(lines[at] ?? ""), rows: rows.map(cellsOf) }, next];
}

function cellsOf(line: string): readonly Cell[] {
  const inner = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => parseInline(cell.trim().replaceAll("\\|", "|")));
}

function codeAt(lines: readonly string[], at: number): [Block, number] {
  const fence = (lines[at] ?? "").trim().slice(0, 3);
  const [code, next] = whileMatching(lines, at + 1, (one) => !one.trim().startsWith(fence));
  return [{ kind: "code", text: code.join("\n") }, next + 1];
}

function whileMatching(lines: readonly string[], from: number, holds: (line: string) => boolean): [string[], number] {
  const found = lines.slice(from).findIndex((line) => !holds(line));
  const end = found < 0 ? lines.length : from + found;
  return [lines.slice(from, end), end];
}
