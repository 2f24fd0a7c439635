import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

/** Into the app, with nothing kept of who was there before. */
export function useEnter(next?: string): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    client.clear();
    await (next === undefined ? navigate({ to: "/", replace: true }) : navigate({ href: next, replace: true }));
  };
}
