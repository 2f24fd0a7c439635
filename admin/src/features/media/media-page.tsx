import { Button, FileButton, Group, Menu, Switch } from "@mantine/core";
import { IconFolderPlus, IconUpload } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { FILES, type MediaFile } from "@/api/files";
import { keys } from "@/api/keys";
import { useCollection } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { MediaBrowser, useFolders } from "@/components/media/media-browser";
import { UploadList } from "@/components/media/upload-list";
import { UploadQueue } from "@/components/media/upload-queue";
import { MissingPage } from "@/components/missing-page/missing-page";
import { Page } from "@/components/page/page";
import { BulkBar } from "./bulk-bar";
import { FileDialog } from "./file-dialog";
import { FolderDialog, type FolderTask } from "./folder-dialog";
import { placeOf, searchOf } from "./place";

export function MediaPage() {
  const library = useCollection(FILES);
  return library === undefined ? <MissingPage /> : <Library library={library} />;
}

/** Of the app, not of the page: what is on its way goes on while one looks at something else. */
const queue = new UploadQueue();

function Library({ library }: { readonly library: Collection }) {
  const { t } = useTranslation("media");
  const navigate = useNavigate();
  const client = useQueryClient();
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const place = useMemo(() => placeOf(search), [search]);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<MediaFile | null>(null);
  const mayUpload = library.permissions.create.access !== "none";
  const go = (change: Partial<typeof place>) => {
    setSelected(new Set());
    // The parameters of a page are read by the page: the router knows none of them.
    const search = searchOf({ ...place, ...change }) as never;
    void navigate({
      to: "/media",
      search,
      replace: change.search !== undefined,
    });
  };
  const take = (files: readonly File[]) => {
    const about: Record<string, string> = place.folder === null ? {} : { folder: place.folder };
    queue.add(files, about, () => void client.invalidateQueries({ queryKey: keys.collection(FILES) }));
  };
  return (
    <Page
      title={t("title")}
      actions={
        mayUpload && (
          <>
            <FolderMenu folder={place.folder} onGone={() => go({ folder: null })} />
            <FileButton multiple onChange={take}>
              {(props) => (
                <Button {...props} leftSection={<IconUpload size={16} aria-hidden />}>
                  {t("upload")}
                </Button>
              )}
            </FileButton>
          </>
        )
      }
    >
      <UploadList queue={queue} />
      <MediaBrowser
        {...{ library, place, selected }}
        onPlace={go}
        onSelected={setSelected}
        onOpen={setOpened}
        {...(mayUpload ? { onFiles: take } : {})}
      >
        <Group mb="md" gap="md">
          <Switch
            label={t("onlyWithoutAlt")}
            checked={place.isWithoutAlt}
            onChange={(event) => go({ isWithoutAlt: event.currentTarget.checked })}
          />
        </Group>
      </MediaBrowser>
      {selected.size > 0 && <BulkBar library={library} selected={selected} onDone={() => setSelected(new Set())} />}
      {opened !== null && (
        <FileDialog key={opened.id} library={library} file={opened} onClose={() => setOpened(null)} />
      )}
    </Page>
  );
}

function FolderMenu({ folder, onGone }: { readonly folder: string | null; readonly onGone: () => void }) {
  const { t } = useTranslation("media");
  const folders = useFolders();
  const here = folders.find(({ id }) => id === folder);
  const [task, setTask] = useState<FolderTask | null>(null);
  const button = { variant: "default", leftSection: <IconFolderPlus size={16} aria-hidden /> } as const;
  return (
    <>
      {here === undefined ? (
        <Button {...button} onClick={() => setTask("make")}>
          {t("folders.make")}
        </Button>
      ) : (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button {...button}>{t("folders.menu")}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setTask("make")}>{t("folders.make")}</Menu.Item>
            <Menu.Item onClick={() => setTask("rename")}>{t("folders.rename")}</Menu.Item>
            <Menu.Item color="red" onClick={() => setTask("delete")}>
              {t("folders.delete")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {task !== null && (
        <FolderDialog task={task} folder={here ?? null} onClose={() => setTask(null)} onGone={onGone} />
      )}
    </>
  );
}
