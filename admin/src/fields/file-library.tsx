import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MediaFile } from "@/api/files";
import type { Collection } from "@/api/model-types";
import { MediaBrowser } from "@/components/media/media-browser";
import { type MediaPlace, START } from "@/components/media/media-query";

interface Props {
  readonly library: Collection;
  readonly accept: readonly string[];
  readonly isMany: boolean;
  readonly onChoose: (files: readonly MediaFile[]) => void;
  /** Files that are dropped or pasted into the library. */
  readonly onFiles?: (files: readonly File[]) => void;
}

/** The media library, to choose from. */
export function FileLibrary({ library, accept, isMany, onChoose, onFiles }: Props) {
  const { t } = useTranslation("media");
  const [place, setPlace] = useState<MediaPlace>(START);
  const [selected, setSelected] = useState<ReadonlyMap<string, MediaFile>>(new Map());
  const toggle = (file: MediaFile) =>
    setSelected((before) => {
      const next = new Map(before);
      if (!next.delete(file.id)) next.set(file.id, file);
      return next;
    });
  return (
    <>
      <MediaBrowser
        library={library}
        place={place}
        onPlace={(change) => setPlace((before) => ({ ...before, ...change }))}
        accept={accept}
        selected={new Set(selected.keys())}
        onOpen={(file) => (isMany ? toggle(file) : onChoose([file]))}
        {...(onFiles === undefined ? {} : { onFiles })}
      />
      {isMany && (
        <Group justify="flex-end" mt="md">
          <Button disabled={selected.size === 0} onClick={() => onChoose([...selected.values()])}>
            {t("pick")}
          </Button>
        </Group>
      )}
    </>
  );
}
