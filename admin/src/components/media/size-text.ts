import type { Formats } from "@/i18n/format";

const UNITS = ["B", "kB", "MB", "GB"];

/** `1.4 MB`, as file managers count: in thousands. */
export function sizeText(bytes: number, formats: Formats): string {
  let [amount, unit] = [bytes, 0];
  while (amount >= 1000 && unit < UNITS.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  return `${formats.number(amount < 10 && unit > 0 ? Math.round(amount * 10) / 10 : Math.round(amount))} ${UNITS[unit]}`;
}
