/** `$NOW`, `$NOW(-7 days)`: a moment that is known when it is asked. */
export const UNITS = ["minute", "hour", "day", "week", "month", "year"] as const;
export type Unit = (typeof UNITS)[number];

export interface Now {
  /** Negative: ago. */
  readonly amount: number;
  readonly unit: Unit;
}

/** Where one begins who wants another moment than this one. */
export const USUAL_NOW: Now = { amount: 7, unit: "day" };

/** Null for anything else, also for what the server writes in a way that this app does not. */
export function nowOf(text: string): Now | null {
  if (text.trim() === "$NOW") return { amount: 0, unit: "day" };
  const [, sign, digits, word] = /^\$NOW\(\s*([+-]?)\s*(\d+)\s*([a-z]+?)s?\s*\)$/.exec(text.trim()) ?? [];
  const unit = UNITS.find((one) => one === word);
  const amount = Number(digits);
  return unit === undefined || !Number.isSafeInteger(amount) ? null : { amount: sign === "-" ? -amount : amount, unit };
}

export function nowText({ amount, unit }: Now): string {
  if (amount === 0) return "$NOW";
  const many = Math.abs(amount) === 1 ? unit : `${unit}s`;
  return `$NOW(${amount < 0 ? "-" : "+"}${Math.abs(amount)} ${many})`;
}
