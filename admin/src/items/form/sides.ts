/** Two versions of a text, with the part in which they differ. Null for values that are no texts. */
export interface Side {
  readonly before: string;
  readonly changed: string;
  readonly after: string;
}

export function sides(mine: unknown, theirs: unknown): { readonly mine: Side; readonly theirs: Side } | null {
  if (typeof mine !== "string" || typeof theirs !== "string") return null;
  const [left, right] = [wordsOf(mine), wordsOf(theirs)];
  const most = Math.min(left.length, right.length);
  let start = 0;
  while (start < most && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < most - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const side = (words: readonly string[]): Side => ({
    before: words.slice(0, start).join(""),
    changed: words.slice(start, words.length - end).join(""),
    after: words.slice(words.length - end).join(""),
  });
  return { mine: side(left), theirs: side(right) };
}

function wordsOf(text: string): readonly string[] {
  return text.match(/\s+|[^\s]+/g) ?? [];
}
