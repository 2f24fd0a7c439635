/** Days, times and moments between the wire (UTC) and the browser's own inputs, in the zone that who writes has chosen. */

const two = (number: number) => String(number).padStart(2, "0");

/** Of who writes. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** `2026-03-01T12:00:00.000Z` → `2026-03-01T13:00` in Berlin. Empty for what is no moment. */
export function toLocal(iso: string, zone: string = ownZone()): string {
  const at = new Date(iso);
  if (iso === "" || Number.isNaN(at.getTime())) return "";
  const shown = new Date(at.getTime() + offsetOf(at, zone));
  const year = String(shown.getUTCFullYear()).padStart(4, "0");
  const seconds = shown.getUTCSeconds() === 0 ? "" : `:${two(shown.getUTCSeconds())}`;
  return `${year}-${two(shown.getUTCMonth() + 1)}-${two(shown.getUTCDate())}T${two(shown.getUTCHours())}:${two(shown.getUTCMinutes())}${seconds}`;
}

/** The other way. An hour that a change of clocks leaves out is the one after it. */
export function fromLocal(local: string, zone: string = ownZone()): string {
  const shown = Date.parse(`${local}Z`);
  if (local === "" || Number.isNaN(shown)) return "";
  const guess = shown - offsetOf(new Date(shown), zone);
  const at = new Date(shown - offsetOf(new Date(guess), zone));
  return Number.isNaN(at.getTime()) ? "" : at.toISOString();
}

/** How far the clocks of a zone are ahead of UTC, in milliseconds. */
function offsetOf(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    era: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const isBefore = parts.some(({ type, value }) => type === "era" && value.startsWith("B"));
  const shown = new Date(0);
  shown.setUTCFullYear(isBefore ? 1 - part("year") : part("year"), part("month") - 1, part("day"));
  shown.setUTCHours(part("hour"), part("minute"), part("second"));
  return shown.getTime() - Math.floor(at.getTime() / 1000) * 1000;
}

/** "Europe/Berlin, GMT+1": so that nobody has to guess whose clock a field shows. */
export function zoneOf(at: Date, language: string, timeZone: string = ownZone()): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: "shortOffset" }).formatToParts(at);
  const offset = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  if (timeZone === offset || timeZone === "UTC") return timeZone;
  return `${timeZone}, ${offset}`;
}
