/** As the server makes slugs, for the letters that Unicode takes apart; what is left over (other scripts), the server transliterates when it saves. */
const SPECIAL: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

export function slugify(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => SPECIAL[letter] ?? letter)
    .normalize("NFD")
    .replace(/\p{M}|['’]/gu, "");
  return plain
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, 120)
    .replace(/-$/, "");
}
