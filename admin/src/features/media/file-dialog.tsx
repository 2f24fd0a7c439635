import { Button, FileButton, Group, Tabs } from "@mantine/core";
import { IconDownload, IconLink, IconReplace, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { assetAddress, FILES, fileOf, isPicture, type MediaFile } from "@/api/files";
import { deleteItems, readItem } from "@/api/items";
import { keys } from "@/api/keys";
import type { Collection } from "@/api/model-types";
import { uploadFile } from "@/api/upload";
import { Dialog } from "@/components/dialog/dialog";
import { SideDialog } from "@/components/dialog/side-dialog";
import { useErrorText } from "@/hooks/use-error-text";
import { FileFacts } from "./file-facts";
import { FileForm } from "./file-form";
import { FilePreview } from "./file-preview";
import { FileUses } from "./file-uses";
import classes from "./media-page.module.css";

const FocusEditor = lazy(() => import("./focus-editor").then((module) => ({ default: module.FocusEditor })));
const CropEditor = lazy(() => import("./crop-editor").then((module) => ({ default: module.CropEditor })));

interface Props {
  readonly library: Collection;
  readonly file: MediaFile;
  readonly onClose: () => void;
}

/** Everything about one file. */
export function FileDialog({ library, file: known, onClose }: Props) {
  const { t } = useTranslation("media");
  const answer = useQuery({
    queryKey: keys.item(FILES, known.id, { fields: "*" }),
    queryFn: ({ signal }) => readItem(library, known.id, { fields: "*" }, signal),
  });
  const file = answer.data === undefined ? known : fileOf(answer.data.item);
  const mayEdit = library.permissions.update.access !== "none";
  const isPixels = isPicture(file) && file.type !== "image/svg+xml" && file.width !== null && mayEdit;
  return (
    <SideDialog onClose={onClose} title={file.title} size="48rem">
      <FileActions library={library} file={file} onClose={onClose} />
      <Tabs defaultValue="about" keepMounted={false}>
        <Tabs.List className={classes.tabs}>
          <Tabs.Tab value="about">{t("tabs.about")}</Tabs.Tab>
          {isPixels && <Tabs.Tab value="focus">{t("tabs.focus")}</Tabs.Tab>}
          {isPixels && library.permissions.create.access !== "none" && (
            <Tabs.Tab value="crop">{t("tabs.crop")}</Tabs.Tab>
          )}
          <Tabs.Tab value="uses">{t("tabs.uses")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="about">
          <FilePreview file={file} />
          {answer.data !== undefined && <FileForm library={library} loaded={answer.data} id={file.id} />}
          <FileFacts file={file} />
        </Tabs.Panel>
        <Tabs.Panel value="focus">
          <Suspense>
            <FocusEditor library={library} file={file} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="crop">
          <Suspense>
            <CropEditor file={file} onCopied={onClose} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="uses">
          <FileUses file={file} />
        </Tabs.Panel>
      </Tabs>
    </SideDialog>
  );
}

function FileActions({ library, file, onClose }: Props) {
  const { t } = useTranslation("media");
  const describe = useErrorText();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const renew = () => client.invalidateQueries({ queryKey: keys.collection(FILES) });
  const replacing = useMutation({
    mutationFn: (bytes: File) => uploadFile(bytes, { replaces: file.id }),
    onSuccess: renew,
  });
  const removing = useMutation({
    mutationFn: () => deleteItems(library, [file.id]),
    onSuccess: async () => {
      onClose();
      await renew();
    },
  });
  const problem = replacing.error ?? null;
  return (
    <Group gap="xs" my="md" className={classes.actions}>
      <Button
        size="xs"
        variant="default"
        component="a"
        href={`${assetAddress(file)}&download`}
        leftSection={<IconDownload size={15} aria-hidden />}
      >
        {t("download")}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconLink size={15} aria-hidden />}
        onClick={() =>
          void navigator.clipboard?.writeText(
            new URL(assetAddress({ ...file, version: "" }), window.location.href).href,
          )
        }
      >
        {t("copyAddress")}
      </Button>
      {library.permissions.update.access !== "none" && (
        <FileButton onChange={(bytes) => bytes !== null && replacing.mutate(bytes)}>
          {(props) => (
            <Button
              {...props}
              size="xs"
              variant="default"
              loading={replacing.isPending}
              leftSection={<IconReplace size={15} aria-hidden />}
            >
              {t("replace")}
            </Button>
          )}
        </FileButton>
      )}
      {library.permissions.delete.access !== "none" && (
        <Button
          size="xs"
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={15} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t("delete")}
        </Button>
      )}
      {problem !== null && <p role="alert">{describe(problem)}</p>}
      <Dialog isOpen={isAsking} onClose={() => setAsking(false)} title={t("deleteTitle", { title: file.title })}>
        <p>{t("deleteText")}</p>
        {removing.isError && <p role="alert">{describe(removing.error)}</p>}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
            {t("cancel")}
          </Button>
          <Button color="red" loading={removing.isPending} onClick={() => removing.mutate()}>
            {t("delete")}
          </Button>
        </Group>
      </Dialog>
    </Group>
  );
}
