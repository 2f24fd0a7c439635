import { asList, asObject, asText, type JsonObject } from "@/lib/json";
import type { CellProps } from "../define-field";

const SHOWN = 120;

export function RichtextCell({ value }: CellProps<JsonObject | null>) {
  const text = value === null ? "" : textOf(value).replace(/\s+/g, " ").trim();
  return <>{text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}</>;
}

function textOf(node: JsonObject): string {
  return (
    asText(node.text) ??
    asList(node.content)
      .map((child) => textOf(asObject(child)))
      .join(" ")
  );
}
