import { asNumber, asObject } from "@/lib/json";
import { read } from "./endpoint";

/** How many items of each collection the caller may read, by its name; estimated where there are many. */
export async function readCounts(signal?: AbortSignal): Promise<ReadonlyMap<string, number>> {
  const counts = asObject(await read("/utils/counts", signal === undefined ? {} : { signal }));
  return new Map(Object.entries(counts).map(([name, count]) => [name, asNumber(count) ?? 0]));
}
