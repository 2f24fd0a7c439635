import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { updateMe } from "@/api/me";

/** Writes to one's own account, and says that it is done. */
export function useSaveMe(onSaved: () => void) {
  const { t } = useTranslation("people");
  const client = useQueryClient();
  return useMutation({
    mutationFn: updateMe,
    onSuccess: async () => {
      onSaved();
      await client.invalidateQueries({ queryKey: keys.me });
      await client.invalidateQueries({ queryKey: keys.sessions("me") });
      await client.invalidateQueries({ queryKey: keys.collection("quintet_users") });
      notifications.show({ message: t("saved") });
    },
  });
}
