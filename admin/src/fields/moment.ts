/** Days, times and moments between the wire (UTC) and the browser's own inputs (the zone of who writes). */

const two = (number: number) => String(number).padStart(2, "0");

/** `2026-03-01T12:00:00.000Z` → `2026-03-01T13:00` in Berlin. Empty for what is no moment. */
export function toLocal(iso: string): string {
  const at = new Date(iso);
  if (iso === "" || Number.isNaN(at.getTime())) return "";
  const year = String(at.getFullYear()).padStart(4, "0");
  const seconds = at.getSeconds() === 0 ? "" : `:${two(at.getSeconds())}`;
  return `${year}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}${seconds}`;
}

export function fromLocal(local: string): string {
  const at = new Date(local);
  return local === "" || Number.isNaN(at.getTime()) ? "" : at.toISOString();
}

/** "Europe/Berlin, GMT+1": so that nobody has to guess whose clock a field shows. */
export function zoneOf(at: Date, language: string): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const parts = new Intl.DateTimeFormat(language, { timeZoneName: "shortOffset" }).formatToParts(at);
  const offset = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  return timeZone === offset ? offset : `${timeZone}, ${offset}`;
}
