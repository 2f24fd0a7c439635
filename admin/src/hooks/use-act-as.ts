import { useQueryClient } from "@tanstack/react-query";
import { endImpersonation, impersonate } from "@/api/people";
import { forgetActing, keepActing, keptToken, sessionState } from "@/api/session";
import { seeAnew } from "./use-view-as";

interface ActingAs {
  readonly begin: (user: string, leave: () => Promise<void>) => Promise<void>;
  readonly end: (leave: () => Promise<void>) => Promise<void>;
}

/** Becomes somebody else in this tab, and oneself again. One's own session goes on meanwhile. */
export function useActAs(): ActingAs {
  const client = useQueryClient();
  return {
    begin: async (user, leave) => {
      const { access, refresh } = await impersonate(user);
      keepActing(access, { refresh, before: keptToken() });
      await seeAnew(client, leave);
    },
    end: async (leave) => {
      // A session that is over already is as good as ended.
      await endImpersonation().catch(() => undefined);
      forgetActing();
      sessionState.set("in");
      await seeAnew(client, leave);
    },
  };
}
