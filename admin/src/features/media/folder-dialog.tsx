import { Button, Group, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteFolder, FOLDERS, type Folder, makeFolder, renameFolder } from "@/api/files";
import { keys } from "@/api/keys";
import { Dialog } from "@/components/dialog/dialog";
import { useErrorText } from "@/hooks/use-error-text";

export type FolderTask = "make" | "rename" | "delete";

interface Props {
  readonly task: FolderTask;
  /** Where one is. */
  readonly folder: Folder | null;
  readonly onClose: () => void;
  readonly onGone: () => void;
}

export function FolderDialog({ task, folder, onClose, onGone }: Props) {
  const { t } = useTranslation("media");
  const describe = useErrorText();
  const client = useQueryClient();
  const [name, setName] = useState(task === "rename" ? (folder?.name ?? "") : "");
  const doing = useMutation({
    mutationFn: () => perform(task, folder, name.trim()),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.collection(FOLDERS) });
      onClose();
      if (task === "delete") onGone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    doing.mutate();
  };
  return (
    <Dialog isOpen onClose={onClose} title={t(`folders.${task}`)}>
      <form onSubmit={submit}>
        {task === "delete" ? (
          <p>{t("folders.deleteText", { name: folder?.name ?? "" })}</p>
        ) : (
          <TextInput
            label={t("folders.name")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
            required
            maxLength={255}
          />
        )}
        {doing.isError && <p role="alert">{describe(doing.error)}</p>}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" loading={doing.isPending} {...(task === "delete" ? { color: "red" } : {})}>
            {t(task === "delete" ? "delete" : "save")}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

async function perform(task: FolderTask, folder: Folder | null, name: string): Promise<void> {
  if (task === "make") return makeFolder(name, folder?.id ?? null);
  if (folder === null) return;
  return task === "rename" ? renameFolder(folder.id, name) : deleteFolder(folder.id);
}
