/** Numbers that JavaScript would round, as texts: compared and counted digit by digit. */
import type { Field } from "@/api/model-types";
import { asNumber, asText } from "@/lib/json";
import type { FieldProblem } from "./define-field";

const FORM = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** Text, or a number of an older answer; spaces go, a comma as the only sign is a point. */
export function exactText(json: unknown): string {
  return typeof json === "number" && Number.isFinite(json) ? String(json) : (asText(json) ?? "");
}

export function cleanExact(typed: string): string {
  const text = typed.replace(/[\s\u00a0\u202f]/g, "");
  return /^[+-]?\d*,\d*$/.test(text) ? text.replace(",", ".") : text;
}

/** In units of 10^-scale; null for what is no number or is finer. */
export function scaled(text: string, scale: number): bigint | null {
  const [, sign, whole, fraction = ""] = FORM.exec(text) ?? [];
  const digits = fraction.replace(/0+$/, "");
  if (whole === undefined || digits.length > scale) return null;
  const amount = BigInt(whole + digits.padEnd(scale, "0"));
  return sign === "-" ? -amount : amount;
}

export function exactBounds(value: string, field: Field, scale: number): FieldProblem | null {
  const amount = scaled(value, scale);
  const [min, max] = [exactText(field.options.min), exactText(field.options.max)];
  const [least, most] = [scaled(min, scale), scaled(max, scale)];
  if (amount === null) return { key: scale === 0 ? "notWhole" : "notNumber" };
  if (least !== null && amount < least) return { key: "tooSmall", values: { min } };
  if (most !== null && amount > most) return { key: "tooLarge", values: { max } };
  return null;
}

export function decimalProblem(value: string, field: Field): FieldProblem | null {
  const scale = asNumber(field.options.scale) ?? 2;
  const precision = asNumber(field.options.precision) ?? 12;
  const [, , whole, fraction = ""] = FORM.exec(value) ?? [];
  if (whole === undefined) return { key: "notNumber" };
  if (fraction.replace(/0+$/, "").length > scale) return { key: "scale", values: { scale } };
  if (whole.replace(/^0+/, "").length > precision - scale)
    return { key: "precision", values: { digits: precision - scale } };
  return exactBounds(value, field, scale);
}

const LARGEST = 2n ** 63n;

export function bigintProblem(value: string, field: Field): FieldProblem | null {
  const amount = scaled(value, 0);
  if (amount === null || value.includes(".")) return { key: "notWhole" };
  if (amount >= LARGEST) return { key: "tooLarge", values: { max: String(LARGEST - 1n) } };
  if (amount < -LARGEST) return { key: "tooSmall", values: { min: String(-LARGEST) } };
  return exactBounds(value, field, 0);
}
