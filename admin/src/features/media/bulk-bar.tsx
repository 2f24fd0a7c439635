import { Button, Group, Select, TagsInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FILES } from "@/api/files";
import { deleteItems, type Item, updateItems } from "@/api/items";
import { keys } from "@/api/keys";
import type { Collection } from "@/api/model-types";
import { Dialog } from "@/components/dialog/dialog";
import { useFolders } from "@/components/media/media-browser";
import { pathOf } from "@/components/media/media-folders";
import { useErrorText } from "@/hooks/use-error-text";
import classes from "./media-page.module.css";

interface Props {
  readonly library: Collection;
  readonly selected: ReadonlySet<string>;
  readonly onDone: () => void;
}

/** What is done with several files at once. */
export function BulkBar({ library, selected, onDone }: Props) {
  const { t } = useTranslation("media");
  const [task, setTask] = useState<"edit" | "delete" | null>(null);
  const { update, delete: remove } = library.permissions;
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t("bulk.title")}>
      <span>{t("bulk.selected", { count: selected.size })}</span>
      {update.access !== "none" && (
        <Button size="xs" variant="default" onClick={() => setTask("edit")}>
          {t("bulk.edit")}
        </Button>
      )}
      {remove.access !== "none" && (
        <Button size="xs" variant="default" onClick={() => setTask("delete")}>
          {t("delete")}
        </Button>
      )}
      <Button size="xs" variant="subtle" onClick={onDone}>
        {t("bulk.none")}
      </Button>
      {task === "edit" && <EditDialog {...{ library, selected, onDone }} onClose={() => setTask(null)} />}
      {task === "delete" && <DeleteDialog {...{ library, selected, onDone }} onClose={() => setTask(null)} />}
    </div>
  );
}

type DialogProps = Props & { readonly onClose: () => void };

function useWriting({ onDone, onClose }: DialogProps, write: () => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.collection(FILES) });
      onClose();
      onDone();
    },
  });
}

const UNTOUCHED = "";
const TOP = "/";

function EditDialog(props: DialogProps) {
  const { library, selected, onClose } = props;
  const { t } = useTranslation("media");
  const describe = useErrorText();
  const folders = useFolders();
  const [folder, setFolder] = useState(UNTOUCHED);
  const [tags, setTags] = useState<string[]>([]);
  const [description, setDescription] = useState("");
  const changes: Item = {
    ...(folder === UNTOUCHED ? {} : { folder: folder === TOP ? null : folder }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(description.trim() === "" ? {} : { description: description.trim() }),
  };
  const writing = useWriting(props, () => updateItems(library, [...selected], changes));
  const places = folders.map(({ id }) => ({
    value: id,
    label: pathOf(folders, id)
      .map(({ name }) => name)
      .join(" / "),
  }));
  return (
    <Dialog isOpen onClose={onClose} title={t("bulk.edit")}>
      <p>{t("bulk.text", { count: selected.size })}</p>
      <div className={classes.fields}>
        <Select
          label={t("bulk.folder")}
          data={[{ value: UNTOUCHED, label: t("bulk.unchanged") }, { value: TOP, label: t("title") }, ...places]}
          value={folder}
          onChange={(next) => setFolder(next ?? UNTOUCHED)}
          allowDeselect={false}
          searchable
        />
        <TagsInput label={t("bulk.tags")} value={tags} onChange={setTags} acceptValueOnBlur />
        <TextInput
          label={t("alt")}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
      </div>
      {writing.isError && <p role="alert">{describe(writing.error)}</p>}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button
          disabled={Object.keys(changes).length === 0}
          loading={writing.isPending}
          onClick={() => writing.mutate()}
        >
          {t("save")}
        </Button>
      </Group>
    </Dialog>
  );
}

function DeleteDialog(props: DialogProps) {
  const { library, selected, onClose } = props;
  const { t } = useTranslation("media");
  const describe = useErrorText();
  const writing = useWriting(props, () => deleteItems(library, [...selected]));
  return (
    <Dialog isOpen onClose={onClose} title={t("bulk.deleteTitle", { count: selected.size })}>
      <p>{t("deleteText")}</p>
      {writing.isError && <p role="alert">{describe(writing.error)}</p>}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t("cancel")}
        </Button>
        <Button color="red" loading={writing.isPending} onClick={() => writing.mutate()}>
          {t("delete")}
        </Button>
      </Group>
    </Dialog>
  );
}
