/** A list of moments, cut at midnight where the reader is. */
export interface Day<T> {
  readonly day: Date;
  readonly rows: readonly T[];
}

/** Newest first, as they come. */
export function byDay<T>(rows: readonly T[], at: (row: T) => Date): readonly Day<T>[] {
  const days = new Map<number, { readonly day: Date; readonly rows: T[] }>();
  for (const row of rows) {
    const day = midnight(at(row));
    const known = days.get(day.getTime()) ?? { day, rows: [] };
    known.rows.push(row);
    days.set(day.getTime(), known);
  }
  return [...days.values()];
}

export function midnight(moment: Date): Date {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
}

/** 0 is today, 1 is yesterday. Days of 23 and 25 hours count as days. */
export function daysAgo(day: Date, now: Date): number {
  return Math.round((midnight(now).getTime() - midnight(day).getTime()) / 86_400_000);
}
