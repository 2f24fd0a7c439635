/** What somebody should look at: asked for in small counts, and empty on a good day. */
import { useQuery } from "@tanstack/react-query";
import { FILES } from "@/api/files";
import { listItems } from "@/api/items";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import { useIsPlanWaiting } from "@/hooks/use-pending-plan";
import { waitingDrafts } from "@/items/form/draft";
import { usePerson } from "@/items/form/use-person";

export const DEAD_JOBS = '{"status":{"_eq":"dead"}}';
const WITHOUT_ALT = '{"_and":[{"type":{"_starts_with":"image/"}},{"description":{"_empty":true}}]}';

export function useAttention() {
  return {
    isPlanWaiting: useIsPlanWaiting(),
    deadJobs: useCount("quintet_jobs", DEAD_JOBS, "status"),
    filesWithoutAlt: useCount(FILES, WITHOUT_ALT, "description"),
    drafts: useWaitingDrafts(),
  };
}

/** 0 where the caller may not read them. */
function useCount(name: string, filter: string, field: string): number {
  const collection = useModel().collections.get(name);
  const isReadable = collection?.permissions.read.fields.has(field) === true;
  const query = { fields: "id", limit: "1", meta: "filter_count", filter };
  const counted = useQuery({
    queryKey: keys.count(name, query),
    queryFn: async ({ signal }) => {
      if (collection === undefined) return 0;
      return (await listItems(collection, query, signal)).matching ?? 0;
    },
    enabled: isReadable,
  });
  return counted.data ?? 0;
}

function useWaitingDrafts() {
  const model = useModel();
  const person = usePerson();
  const drafts = useQuery({
    queryKey: keys.drafts(person),
    queryFn: () => (person === null ? [] : waitingDrafts(person, model)),
    enabled: person !== null,
    // Typing elsewhere in the app makes new ones.
    staleTime: 0,
  });
  return drafts.data ?? [];
}
