import type { JsonObject } from "@/lib/json";
import type { CellProps } from "../define-field";
import { TextCell } from "../text-cell";
import { textOf } from "./text";

export function RichtextCell({ field, value }: CellProps<JsonObject | null>) {
  return <TextCell field={field} value={value === null ? "" : textOf(value)} />;
}
