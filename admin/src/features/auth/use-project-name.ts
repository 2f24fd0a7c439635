import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { currentProject, readProject } from "@/api/project";
import { useSignal } from "@/hooks/use-signal";

/** Open to everybody; the product's name until it is known. */
export function useProjectName(): string {
  useQuery({ queryKey: keys.project, queryFn: readProject });
  return useSignal(currentProject).name;
}
