import { Button } from "@mantine/core";
import { IconPhotoOff } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { FOLDERS, fileOf, listFolders, type MediaFile } from "@/api/files";
import { listItems } from "@/api/items";
import { keys } from "@/api/keys";
import type { Collection } from "@/api/model-types";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { Notice } from "@/components/notice/notice";
import { DropZone } from "./drop-zone";
import { FolderPath, FolderTiles } from "./media-folders";
import { MediaItems } from "./media-items";
import { isEverywhere, type MediaPlace, mediaQuery, PAGE_SIZE } from "./media-query";
import { MediaTools } from "./media-tools";

interface Props {
  readonly library: Collection;
  readonly place: MediaPlace;
  readonly onPlace: (change: Partial<MediaPlace>) => void;
  readonly accept?: readonly string[];
  readonly selected: ReadonlySet<string>;
  readonly onSelected?: (selected: ReadonlySet<string>) => void;
  readonly onOpen: (file: MediaFile) => void;
  /** Files that were dropped or pasted here; absent for who may not upload. */
  readonly onFiles?: (files: readonly File[]) => void;
  /** Between the tools and the files. */
  readonly children?: ReactNode;
}

/** The library, for a page of its own and for picking from: folders, search, filters, and files that are loaded as one goes on. */
export function MediaBrowser({
  library,
  place,
  onPlace,
  accept = [],
  selected,
  onSelected,
  onOpen,
  onFiles,
  children,
}: Props) {
  const { t } = useTranslation("media");
  const [layout, setLayout] = useState<"grid" | "list">("grid");
  const folders = useFolders();
  const { files, answer } = useFiles(library, place, accept);
  const select = useSelecting(files, selected, onSelected);
  return (
    <DropZone {...(onFiles === undefined ? {} : { onFiles })}>
      <MediaTools {...{ place, onPlace, layout }} onLayout={setLayout} hasKinds={accept.length === 0} />
      {children}
      {!isEverywhere(place) && (
        <>
          <FolderPath folders={folders} folder={place.folder} onOpen={(folder) => onPlace({ folder })} />
          <FolderTiles folders={folders} folder={place.folder} onOpen={(folder) => onPlace({ folder })} />
        </>
      )}
      {answer.isPending && <Loading />}
      {answer.isError && <ErrorNotice error={answer.error} onRetry={() => answer.refetch()} />}
      {answer.isSuccess && files.length === 0 && (
        <Notice
          icon={<IconPhotoOff size={22} aria-hidden />}
          title={t(isEverywhere(place) ? "nothingFound" : "empty")}
          {...(onFiles === undefined || isEverywhere(place) ? {} : { text: t("dropHere") })}
        />
      )}
      <MediaItems
        files={files}
        layout={layout}
        selected={selected}
        onOpen={onOpen}
        {...(select === null ? {} : { onSelect: select })}
      />
      {answer.hasNextPage && (
        <Button variant="default" loading={answer.isFetchingNextPage} onClick={() => answer.fetchNextPage()} mt="md">
          {t("more")}
        </Button>
      )}
    </DropZone>
  );
}

export function useFolders() {
  const answer = useQuery({
    queryKey: keys.list(FOLDERS, {}),
    queryFn: ({ signal }) => listFolders(signal),
    retry: false,
  });
  return answer.data ?? [];
}

function useFiles(library: Collection, place: MediaPlace, accept: readonly string[]) {
  const answer = useInfiniteQuery({
    queryKey: [...keys.list(library.name, mediaQuery(place, accept, 1)), "pages"],
    queryFn: ({ signal, pageParam }) => listItems(library, mediaQuery(place, accept, pageParam), signal),
    initialPageParam: 1,
    getNextPageParam: (last, _, page) => (last.items.length < PAGE_SIZE ? undefined : page + 1),
    placeholderData: (before) => before,
  });
  const files = (answer.data?.pages ?? []).flatMap(({ items }) => items.map(fileOf));
  return { files, answer };
}

/** One by one, or with Shift all between. */
function useSelecting(
  files: readonly MediaFile[],
  selected: ReadonlySet<string>,
  onSelected: ((selected: ReadonlySet<string>) => void) | undefined,
) {
  const [last, setLast] = useState<string | null>(null);
  if (onSelected === undefined) return null;
  return (file: MediaFile, isRange: boolean) => {
    const [from, to] = [files.findIndex(({ id }) => id === last), files.findIndex(({ id }) => id === file.id)];
    setLast(file.id);
    const next = new Set(selected);
    if (isRange && from >= 0) {
      for (const one of files.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one.id);
    } else if (!next.delete(file.id)) next.add(file.id);
    onSelected(next);
  };
}
