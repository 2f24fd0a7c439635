/** How many items were made on each of the last days, by collection: one small request for each, merged. */
import { useQueries } from "@tanstack/react-query";
import { request } from "@/api/client";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { asList, asNumber, asObject } from "@/lib/json";

export const DAYS = 30;
const DAY = 86_400_000;

/** Made on one day, in UTC, as the server groups. */
export interface DayCount {
  /** `2026-11-26` */
  readonly day: string;
  readonly count: number;
}

export interface Grown {
  readonly collection: Collection;
  readonly counts: readonly DayCount[];
}

/** Collections that keep when an item was made, and tell the caller. */
function datedBy(collection: Collection): string | null {
  if (collection.isSystem || collection.isSingleton || collection.isView) return null;
  const field = collection.fields.find((one) => one.special.has("date-created"));
  return field !== undefined && collection.permissions.read.fields.has(field.name) ? field.name : null;
}

export function useGrowth() {
  const start = dayOf(new Date(Date.now() - (DAYS - 1) * DAY));
  const wanted = [...useModel().collections.values()].flatMap((collection) => {
    const field = datedBy(collection);
    return field === null ? [] : [{ collection, field }];
  });
  const results = useQueries({
    queries: wanted.map(({ collection, field }) => {
      const query = {
        "aggregate[count]": "*",
        groupBy: ["year", "month", "day"].map((part) => `${part}(${field})`).join(","),
        filter: JSON.stringify({ [field]: { _gte: `${start}T00:00:00.000Z` } }),
      };
      return {
        queryKey: keys.count(collection.name, query),
        queryFn: async ({ signal }: { signal: AbortSignal }) => {
          const rows = asList(await request("GET", collection.itemsPath, { query, signal }));
          return rows.map((row) => dayCount(row, field));
        },
      };
    }),
  });
  const grown = wanted.flatMap(({ collection }, at): Grown[] => {
    const counts = results[at]?.data ?? [];
    return counts.length === 0 ? [] : [{ collection, counts }];
  });
  return { grown, days: lastDays(start), isPending: results.some((result) => result.isPending) };
}

export function dayCount(json: unknown, field: string): DayCount {
  const row = asObject(json);
  const part = (name: string, width: number) => String(asNumber(row[`${field}_${name}`]) ?? 0).padStart(width, "0");
  const count = asNumber(row.count) ?? Number(row.count);
  return { day: `${part("year", 4)}-${part("month", 2)}-${part("day", 2)}`, count: Number.isFinite(count) ? count : 0 };
}

function lastDays(start: string): readonly string[] {
  const first = Date.parse(`${start}T00:00:00Z`);
  return Array.from({ length: DAYS }, (_, at) => dayOf(new Date(first + at * DAY)));
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

export interface Series {
  /** One, or all those that are too small to be told apart. */
  readonly collections: readonly Collection[];
  readonly total: number;
  readonly byDay: ReadonlyMap<string, number>;
}

/** The largest first; what comes after `most` is one series. */
export function seriesOf(grown: readonly Grown[], most: number): readonly Series[] {
  const all = grown.map(({ collection, counts }) => ({
    collections: [collection],
    total: counts.reduce((sum, { count }) => sum + count, 0),
    byDay: new Map(counts.map(({ day, count }) => [day, count])),
  }));
  const sorted = all.sort((left, right) => right.total - left.total);
  if (sorted.length <= most) return sorted;
  const rest = sorted.slice(most - 1);
  const byDay = new Map<string, number>();
  for (const one of rest) for (const [day, count] of one.byDay) byDay.set(day, (byDay.get(day) ?? 0) + count);
  const others = {
    collections: rest.flatMap(({ collections }) => collections),
    total: rest.reduce((sum, { total }) => sum + total, 0),
    byDay,
  };
  return [...sorted.slice(0, most - 1), others];
}
