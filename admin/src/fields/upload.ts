/** What a field takes of files, told before their bytes go. */
import { FILES, type MediaFile } from "@/api/files";
import type { Field } from "@/api/model-types";
import { asNumber, asTexts } from "@/lib/json";
import type { FieldProblem } from "./define-field";
import type { Link } from "./link";

export function acceptOf(field: Field): readonly string[] {
  return asTexts(field.options.accept);
}

export function isAccepted(type: string, accept: readonly string[]): boolean {
  return accept.length === 0 || accept.some((one) => one === "*/*" || one === type || isFamily(one, type));
}

function isFamily(pattern: string, type: string): boolean {
  return pattern.endsWith("/*") && type.startsWith(pattern.slice(0, -1));
}

export function fileProblem(file: File, field: Field): FieldProblem | null {
  const max = asNumber(field.options.max_size);
  if (!isAccepted(file.type, acceptOf(field)))
    return { key: "fileType", values: { types: acceptOf(field).join(", ") } };
  if (max !== null && file.size > max) return { key: "fileSize", values: { size: Math.floor(max / 104_857.6) / 10 } };
  return null;
}

export function linkOfFile(file: MediaFile): Link {
  return { collection: FILES, id: file.id, item: file.item, made: null };
}
