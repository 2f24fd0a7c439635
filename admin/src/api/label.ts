import { asText, isObject } from "@/lib/json";
import type { Label } from "./model-types";

/** A label as a model writes it: one text for all, or one a language. */
export function labelOfJson(json: unknown): Label {
  if (typeof json === "string") return { "": json };
  if (!isObject(json)) return {};
  return Object.fromEntries(Object.entries(json).map(([language, text]) => [language, asText(text) ?? ""]));
}
