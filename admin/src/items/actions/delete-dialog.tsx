import { Button, Group } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { type Chosen, countOf, deleteChosen } from "@/api/many";
import type { Collection } from "@/api/model-types";
import { Dialog } from "@/components/dialog/dialog";
import { offer } from "@/components/undo/undo-store";
import { useCountText } from "./use-count-text";
import { useRefusal } from "./use-remove";

interface Props {
  readonly collection: Collection;
  readonly chosen: Chosen;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** For what is too much to be taken back afterwards: it is asked for before. */
export function DeleteDialog({ collection, chosen, onDone, onClose }: Props) {
  const { t } = useTranslation(["actions", "form"]);
  const client = useQueryClient();
  const explain = useRefusal();
  const count = useCountText()(countOf(chosen));
  const removing = useMutation({
    mutationFn: () => deleteChosen(collection, chosen),
    onSuccess: async () => {
      onDone();
      onClose();
      offer({ text: t("actions:delete.done", count) });
      await client.invalidateQueries({ queryKey: keys.collection(collection.name) });
    },
    onError: async (error) => {
      onClose();
      await explain(error, t("actions:delete.failed", count));
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={t("actions:delete.title", count)}>
      <p>{t("actions:delete.text")}</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t("form:cancel")}
        </Button>
        <Button color="red" loading={removing.isPending} onClick={() => removing.mutate()}>
          {t("actions:delete.action", count)}
        </Button>
      </Group>
    </Dialog>
  );
}
