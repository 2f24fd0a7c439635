/** What a file holds: its columns and its first rows, read in the browser. */
import type { Collection, Field } from "@/api/model-types";
import { type Delimiter, delimiterOf, readCsv } from "@/lib/csv";
import { isObject } from "@/lib/json";
import { readable } from "@/lib/text";

export interface Preview {
  readonly file: File;
  readonly format: "csv" | "json";
  readonly delimiter: Delimiter | null;
  readonly columns: readonly string[];
  /** The first ones, as texts, in the order of the columns. */
  readonly rows: readonly (readonly string[])[];
}

/** As much of a file as is looked at. */
const READ = 256 * 1024;
const ROWS = 5;
/** As often as documents may end inside of the one that breaks off. */
const TRIES = 200;

export type PreviewProblem = "notText" | "noRows" | "notJson";

export async function previewOf(file: File): Promise<Preview | PreviewProblem> {
  const isJson = /\.(json|ndjson|jsonl)$/i.test(file.name) || file.type.includes("json");
  const isPart = file.size > READ;
  const text = await file.slice(0, READ).text();
  if (text.includes("\0")) return "notText";
  if (isJson) return jsonPreview(file, text, isPart);
  const delimiter = delimiterOf(text);
  const [columns = [], ...rows] = readCsv(text, delimiter, ROWS + 1, isPart);
  return rows.length === 0 ? "noRows" : { file, format: "csv", delimiter, columns, rows };
}

function jsonPreview(file: File, text: string, isPart: boolean): Preview | PreviewProblem {
  const documents = documentsOf(text, isPart)?.slice(0, ROWS);
  if (documents === undefined) return "notJson";
  const columns = [...new Set(documents.flatMap((one) => Object.keys(one)))];
  const rows = documents.map((one) => columns.map((name) => textOf(one[name])));
  return rows.length === 0 ? "noRows" : { file, format: "json", delimiter: null, columns, rows };
}

type Document = Readonly<Record<string, unknown>>;

/** A list, or a document a line; of a long list as many as are whole. */
function documentsOf(text: string, isPart: boolean): readonly Document[] | undefined {
  const body = text.replace(/^\uFEFF/, "").trim();
  if (!body.startsWith("[")) {
    const lines = body.split(/\r?\n/).filter((line) => line.trim() !== "");
    return objectsOf((isPart ? lines.slice(0, -1) : lines).slice(0, ROWS).map(parsed));
  }
  if (!isPart) {
    const list = parsed(body);
    return Array.isArray(list) ? objectsOf(list) : undefined;
  }
  // Where a document ends, another one may begin: the longest beginning that is a list.
  let end = body.length;
  for (let tries = 0; tries < TRIES && end > 0; tries += 1) {
    end = body.lastIndexOf("}", end - 1);
    const list = parsed(`${body.slice(0, end + 1)}]`);
    if (Array.isArray(list)) return objectsOf(list);
  }
  return undefined;
}

function objectsOf(list: readonly unknown[]): readonly Document[] | undefined {
  return list.every(isObject) ? list : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The field that a column is likely meant for: by its name, its label, or either without regard to case and spaces. Dotted names are the server's to read. */
export function guessField(column: string, fields: readonly Field[], labelOf: (field: Field) => string): string | null {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[\s_-]+/g, "");
  const wanted = plain(column);
  const byName = fields.find(({ name }) => name === column) ?? fields.find(({ name }) => plain(name) === wanted);
  const found =
    byName ?? fields.find((field) => [labelOf(field), readable(field.name)].some((text) => plain(text) === wanted));
  if (found !== undefined) return found.name;
  const [first = ""] = column.split(".");
  return column.includes(".") && fields.some(({ name }) => name === first) ? column : null;
}

/** What a column may become: what the caller may write, and the key. */
export function importFields(collection: Collection): readonly Field[] {
  const { create, update } = collection.permissions;
  return collection.fields.filter(
    ({ name, isReadonly, isKey }) => isKey || (!isReadonly && (create.fields.has(name) || update.fields.has(name))),
  );
}

/** Fields by which a row finds the item that it changes. */
export function keyFields(collection: Collection): readonly Field[] {
  return collection.fields.filter(
    ({ name, isKey, isUnique }) => (isKey || isUnique) && collection.permissions.read.fields.has(name),
  );
}
