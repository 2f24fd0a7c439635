/** Whether what somebody typed finds a label, and how well: the palette's order. Accents and case do not count. */

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/** 0 when it does not match; more is better. Every word has to be there; at the start of the label or of a word it counts more. */
export function matchScore(label: string, typed: string): number {
  const text = plain(label);
  const words = plain(typed)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return 1;
  const scores = words.map((word) => wordScore(text, word));
  return scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0) / words.length;
}

function wordScore(text: string, word: string): number {
  if (text.startsWith(word)) return 4;
  const at = text.indexOf(word);
  if (at < 0) return 0;
  return /[\s_-]/.test(text[at - 1] ?? "") ? 3 : 2;
}
