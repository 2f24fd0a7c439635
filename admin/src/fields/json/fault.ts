/** Where a text stops being JSON; null when it does not, or is nothing. Found by a reader of our own: browsers name the place each in their way. */
export interface Fault {
  readonly line: number;
  readonly column: number;
}

const TOKEN =
  /\s*(?:([{}[\],:])|("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/uy;

export function jsonFault(text: string): Fault | null {
  if (text.trim() === "" || isJson(text)) return null;
  return placeOf(text, faultAt(text));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

type Wanted = "value" | "name" | "colon" | "next" | "end";

/** The first token that cannot stand where it stands. */
function faultAt(text: string): number {
  const reader = new RegExp(TOKEN);
  const open: string[] = [];
  let wanted: readonly Wanted[] = ["value"];
  while (true) {
    const from = reader.lastIndex;
    const match = reader.exec(text);
    const start = from + (/^\s*/.exec(text.slice(from, from + 10_000))?.[0].length ?? 0);
    if (match === null) return start;
    const next = after(match[1] ?? null, match[2] !== undefined, wanted, open);
    if (next === null) return start;
    wanted = next;
  }
}

function after(
  sign: string | null,
  isText: boolean,
  wanted: readonly Wanted[],
  open: string[],
): readonly Wanted[] | null {
  const closed = (): readonly Wanted[] => (open.length === 0 ? ["end"] : ["next"]);
  const inside = open.at(-1);
  if (sign === null) {
    if (wanted.includes("name") && isText) return ["colon"];
    return wanted.includes("value") ? closed() : null;
  }
  if (sign === ":") return wanted.includes("colon") ? ["value"] : null;
  if (sign === ",") return wanted.includes("next") ? [inside === "{" ? "name" : "value"] : null;
  if (sign === "{" || sign === "[") {
    if (!wanted.includes("value")) return null;
    open.push(sign);
    return sign === "{" ? ["name", "end"] : ["value", "end"];
  }
  const isPair = inside === (sign === "}" ? "{" : "[");
  if (!isPair || !(wanted.includes("next") || wanted.includes("end"))) return null;
  open.pop();
  return closed();
}

function placeOf(text: string, at: number): Fault {
  const lines = text.slice(0, at).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
