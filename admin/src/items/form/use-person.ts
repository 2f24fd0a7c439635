import { useModel } from "@/api/model-context";
import { keptToken } from "@/api/session";

/** Who types: a user, or a token that belongs to nobody, by the part of it that is no secret. */
export function usePerson(): string | null {
  const { userId } = useModel();
  return userId ?? keptToken()?.split("_")[1] ?? null;
}
