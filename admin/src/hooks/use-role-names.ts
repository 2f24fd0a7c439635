import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import { type Role, readRoles } from "@/api/people";

const NONE: readonly Role[] = [];

/** What roles are called. Who may not read them sees their ids. */
export function useRoleNames(): { readonly list: readonly Role[]; readonly nameOf: (id: string) => string } {
  const mayRead = (useModel().collections.get("quintet_roles")?.permissions.read.access ?? "none") !== "none";
  const roles = useQuery({
    queryKey: keys.roles,
    queryFn: ({ signal }) => readRoles(signal),
    enabled: mayRead,
    staleTime: 60_000,
  });
  const list = roles.data ?? NONE;
  const nameOf = useCallback((id: string) => list.find((role) => role.id === id)?.name ?? id, [list]);
  return { list, nameOf };
}
