/** The first lines of a CSV file (RFC 4180), for who is to see what is in it. The server reads the whole by itself. */
export const DELIMITERS = [",", ";", "|", "\t"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** What stands most often in the first line, outside of quotes. */
export function delimiterOf(text: string): Delimiter {
  const [first = ""] = text.replaceAll(/"[^"]*"/g, "").split(/\r?\n/, 1);
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: first.split(delimiter).length }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).delimiter;
}

/** At most so many rows; lines with nothing in them are none. A last row that the text breaks off in is left out where `isPart`. */
export function readCsv(text: string, delimiter: string, most: number, isPart = false): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  const body = text.replace(/^\uFEFF/, "");
  const endRow = () => {
    row.push(cell);
    if (row.some((one) => one !== "")) rows.push(row);
    row = [];
    cell = "";
  };
  for (let at = 0; at < body.length && rows.length < most; at += 1) {
    const letter = body[at] ?? "";
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (body[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (letter === '"' && cell === "") isQuoted = true;
    else if (letter === delimiter) {
      row.push(cell);
      cell = "";
    } else if (letter === "\n") endRow();
    else if (letter !== "\r") cell += letter;
  }
  if (!isPart && rows.length < most && (cell !== "" || row.length > 0)) endRow();
  return rows;
}
