import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { readMe } from "@/api/people";
import { keptToken } from "@/api/session";
import { asText } from "@/lib/json";

/** Who types: a user, or a token by the part of it that is no secret. */
export function usePerson(): string | null {
  const token = keptToken();
  const me = useQuery({
    queryKey: keys.me,
    queryFn: ({ signal }) => readMe(signal),
    retry: false,
    enabled: token === null,
  });
  return token === null ? asText(me.data?.id) : (token.split("_")[1] ?? "token");
}
