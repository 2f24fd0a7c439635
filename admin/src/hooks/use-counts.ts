import { useQuery } from "@tanstack/react-query";
import { readCounts } from "@/api/counts";
import { keys } from "@/api/keys";

const FRESH = 60_000;

/** How much each collection holds, once it is known: one request for all of them. */
export function useCounts(): ReadonlyMap<string, number> | undefined {
  const counts = useQuery({
    queryKey: keys.counts,
    queryFn: ({ signal }) => readCounts(signal),
    staleTime: FRESH,
    retry: false,
  });
  return counts.data;
}
