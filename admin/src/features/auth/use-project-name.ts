import { useQuery } from "@tanstack/react-query";
import { read } from "@/api/endpoint";
import { asObject, asText } from "@/lib/json";

/** Open to everybody; the product's name until it is known. */
export function useProjectName(): string {
  const info = useQuery({ queryKey: ["info"], queryFn: () => read("/server/info") });
  return asText(asObject(asObject(info.data).project).project_name) ?? "Quintet";
}
