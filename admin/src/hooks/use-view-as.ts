import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { viewedAs } from "@/api/view-as";

/** Looks through the eyes of a role, or (null) through one's own again. The model comes first: what a page asks for follows from it. */
export function useViewAs(): (role: string | null, leave?: () => Promise<void>) => Promise<void> {
  const client = useQueryClient();
  return async (role, leave) => {
    viewedAs.set(role);
    await seeAnew(client, leave);
  };
}

/** After somebody has become somebody else. */
export async function seeAnew(client: QueryClient, leave?: () => Promise<void>): Promise<void> {
  client.removeQueries({ type: "inactive" });
  await client.resetQueries({ queryKey: keys.model });
  await leave?.();
  await resetOthers(client);
}

function resetOthers(client: QueryClient): Promise<void> {
  return client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.model[0] });
}
