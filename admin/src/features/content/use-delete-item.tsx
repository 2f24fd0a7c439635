import { Button, Group } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteItems, type ItemId } from "@/api/items";
import { keys } from "@/api/keys";
import type { Collection } from "@/api/model-types";
import { Dialog } from "@/components/dialog/dialog";
import { useErrorText } from "@/hooks/use-error-text";

/** Asks once, deletes, and goes back to the list. */
export function useDeleteItem(
  collection: Collection,
  id: ItemId,
  title: string,
): { ask: () => void; dialog: ReactNode } {
  const { t } = useTranslation("form");
  const describe = useErrorText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const removing = useMutation({
    mutationFn: () => deleteItems(collection, [id]),
    onSuccess: async () => {
      await navigate({ to: "/content/$collection", params: { collection: collection.name }, ignoreBlocker: true });
      await client.invalidateQueries({ queryKey: keys.collection(collection.name) });
    },
  });
  const dialog = (
    <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t("delete.title", { title })}>
      <p>{t("delete.text")}</p>
      {removing.isError && <p role="alert">{describe(removing.error)}</p>}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => setOpen(false)} data-autofocus>
          {t("cancel")}
        </Button>
        <Button color="red" loading={removing.isPending} onClick={() => removing.mutate()}>
          {t("delete.action")}
        </Button>
      </Group>
    </Dialog>
  );
  return { ask: () => setOpen(true), dialog };
}
