/** Numbers, dates and lists as the chosen language writes them. */
import { useLanguage } from "./use-language";

export interface Formats {
  number(value: number): string;
  /** "1.2 million": for what is not known exactly. */
  roughly(value: number): string;
  date(value: Date): string;
  dateTime(value: Date): string;
  /** "3 minutes ago" */
  relative(value: Date, now?: Date): string;
  /** "7 days ago" */
  distance(amount: number, unit: Intl.RelativeTimeFormatUnit): string;
  list(parts: readonly string[]): string;
  /** The hour and minute. */
  time(value: Date): string;
  /** "Today", "Yesterday", else the weekday with its date. */
  day(value: Date, daysAgo: number): string;
}

export function useFormats(): Formats {
  return formatsOf(useLanguage());
}

const made = new Map<string, Formats>();

/** Made once for a language: browsers take a millisecond for one, and each cell of a list wants them. */
export function formatsOf(language: string): Formats {
  const formats = made.get(language) ?? newFormats(language);
  made.set(language, formats);
  return formats;
}

function newFormats(language: string): Formats {
  const number = new Intl.NumberFormat(language);
  const rough = new Intl.NumberFormat(language, {
    notation: "compact",
    compactDisplay: "long",
    maximumSignificantDigits: 2,
  });
  const date = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const time = new Intl.DateTimeFormat(language, { timeStyle: "short" });
  const weekday = new Intl.DateTimeFormat(language, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  return {
    number: (value) => number.format(value),
    roughly: (value) => rough.format(value),
    date: (value) => date.format(value),
    dateTime: (value) => dateTime.format(value),
    relative: (value, now = new Date()) => relative.format(...distance(value, now)),
    distance: (amount, unit) => relative.format(amount, unit),
    list: (parts) => list.format(parts),
    time: (value) => time.format(value),
    day: (value, daysAgo) =>
      capitalized(daysAgo < 2 ? relative.format(-daysAgo, "day") : weekday.format(value), language),
  };
}

const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** In the largest unit of which there is at least one; seconds are now. */
export function distance(value: Date, now: Date): [number, Intl.RelativeTimeFormatUnit] {
  const seconds = Math.round((value.getTime() - now.getTime()) / 1000);
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  return unit === undefined ? [0, "second"] : [Math.trunc(seconds / unit[1]), unit[0]];
}

/** At the beginning of a heading. */
function capitalized(text: string, language: string): string {
  const [first = "", ...rest] = text;
  return first.toLocaleUpperCase(language) + rest.join("");
}
