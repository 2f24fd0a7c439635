import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { signOut } from "@/api/auth";
import { closeAll } from "@/components/undo/undo-store";

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    // What waits for its end is asked for while one still is somebody.
    closeAll(true);
    // Signed out here at once; a server that is gone cannot keep anybody in.
    await signOut().catch(() => undefined);
    await navigate({ to: "/sign-in", search: {} });
    // The page to sign in has begun to ask already: taken from under it, it would wait for ever. Coming in again forgets the rest.
    client.removeQueries({ type: "inactive" });
  };
}
