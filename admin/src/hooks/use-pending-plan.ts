import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import { isWaiting, readPlan } from "@/api/plan";

/** Asking makes the server look at every table: rarely is often enough. */
const FRESH = 300_000;

export function usePendingPlan() {
  const { isAdmin } = useModel();
  return useQuery({
    queryKey: keys.plan,
    queryFn: ({ signal }) => readPlan(signal),
    staleTime: FRESH,
    retry: false,
    enabled: isAdmin,
  });
}

export function useIsPlanWaiting(): boolean {
  const plan = usePendingPlan();
  return plan.data !== undefined && isWaiting(plan.data);
}
