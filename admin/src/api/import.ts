/** A file of rows becomes items. */
import { asList, asNumber, asObject, asText } from "@/lib/json";
import { requestWhole } from "./client";
import { isApiError } from "./errors";
import type { Collection } from "./model-types";

export interface ImportWish {
  readonly file: File;
  readonly format: "csv" | "json";
  /** By column: a field, or null to leave it out. */
  readonly mapping: Readonly<Record<string, string | null>>;
  /** A unique field: items that have the same value there are changed. */
  readonly key: string | null;
  readonly skipsBadRows: boolean;
  /** Everything is done and taken back. */
  readonly isDry: boolean;
  readonly delimiter: string | null;
}

export interface ImportProblem {
  readonly row: number;
  readonly line: number | null;
  readonly column: string | null;
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
}

export interface ImportReport {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly failed: number;
  readonly isWritten: boolean;
  /** The first hundred. */
  readonly problems: readonly ImportProblem[];
}

/** Rows that are refused are a report too, whether the server wrote the others or nothing. What is wrong with the file as a whole is an error. */
export async function importFile(
  collection: Collection,
  wish: ImportWish,
  signal?: AbortSignal,
): Promise<ImportReport> {
  const body = formOf(wish);
  try {
    const options = signal === undefined ? { body } : { body, signal };
    return reportOf((await requestWhole("POST", `/utils/import/${collection.name}`, options)).data);
  } catch (error) {
    const report = isApiError(error, "IMPORT_FAILED") ? error.problems[0]?.extensions.report : undefined;
    if (report === undefined) throw error;
    return reportOf(report);
  }
}

function formOf({ file, format, mapping, key, skipsBadRows, isDry, delimiter }: ImportWish): FormData {
  const form = new FormData();
  form.append("format", format);
  form.append("dry_run", String(isDry));
  form.append("on_error", skipsBadRows ? "skip" : "stop");
  form.append("mapping", JSON.stringify(mapping));
  if (key !== null) form.append("key", key);
  if (delimiter !== null) form.append("delimiter", delimiter === "\t" ? "tab" : delimiter);
  form.append("file", file, file.name);
  return form;
}

function reportOf(json: unknown): ImportReport {
  const { rows, created, updated, failed, written, errors } = asObject(json);
  return {
    rows: asNumber(rows) ?? 0,
    created: asNumber(created) ?? 0,
    updated: asNumber(updated) ?? 0,
    failed: asNumber(failed) ?? 0,
    isWritten: written === true,
    problems: asList(errors).map((one) => {
      const { row, line, column, field, code, message } = asObject(one);
      return {
        row: asNumber(row) ?? 0,
        line: asNumber(line),
        column: asText(column),
        field: asText(field),
        code: asText(code) ?? "",
        message: asText(message) ?? "",
      };
    }),
  };
}
