import { Button } from "@mantine/core";
import { IconPhoto, IconUpload } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type ClipboardEvent, type DragEvent, lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { FILES, type MediaFile } from "@/api/files";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { Field } from "@/api/model-types";
import { Dialog } from "@/components/dialog/dialog";
import { UploadList } from "@/components/media/upload-list";
import { UploadQueue } from "@/components/media/upload-queue";
import classes from "./file-input.module.css";
import { isMany, type Link } from "./link";
import { acceptOf, fileProblem, linkOfFile } from "./upload";

const FileLibrary = lazy(() => import("./file-library").then((module) => ({ default: module.FileLibrary })));

interface Props {
  readonly id: string;
  readonly labelId: string;
  readonly field: Field;
  readonly isInvalid: boolean;
  readonly onFiles: (links: readonly Link[]) => void;
}

/** Where files come in: dropped, pasted, uploaded, or chosen from the library. */
export function FileDrop({ id, labelId, field, isInvalid, onFiles }: Props) {
  const { t } = useTranslation("fields");
  const library = useModel().collections.get(FILES);
  const [isOver, setOver] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const { send, queue, problem } = useUpload(field, onFiles);
  if (library === undefined) return <span>{t("link.noAccess")}</span>;
  const mayUpload = library.permissions.create.access !== "none";
  const over = (event: DragEvent) => {
    if (!mayUpload) return;
    event.preventDefault();
    setOver(true);
  };
  const take = (event: DragEvent | ClipboardEvent, files: FileList) => {
    if (!mayUpload || files.length === 0) return;
    event.preventDefault();
    setOver(false);
    send([...files]);
  };
  const choose = (files: readonly MediaFile[]) => {
    setOpen(false);
    onFiles(files.map(linkOfFile));
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping and pasting are two ways of four; the buttons are for the keyboard */}
      <div
        className={classes.drop}
        data-over={isOver || undefined}
        data-invalid={isInvalid || undefined}
        onDragOver={over}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => take(event, event.dataTransfer.files)}
        onPaste={(event) => take(event, event.clipboardData.files)}
      >
        <Button
          id={id}
          aria-labelledby={`${labelId} ${id}`}
          variant="default"
          leftSection={<IconPhoto size={16} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          {t("file.choose")}
        </Button>
        {mayUpload && <UploadButton field={field} onFiles={send} />}
        {mayUpload && <span>{t("file.drop")}</span>}
      </div>
      <UploadList queue={queue} />
      {problem !== null && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t("file.choose")} size="70rem">
        <Suspense>
          <FileLibrary
            library={library}
            accept={acceptOf(field)}
            isMany={isMany(field)}
            onChoose={choose}
            {...(mayUpload ? { onFiles: send } : {})}
          />
        </Suspense>
      </Dialog>
    </>
  );
}

function UploadButton({
  field,
  onFiles,
}: {
  readonly field: Field;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const { t } = useTranslation("fields");
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconUpload size={16} aria-hidden />}
        onClick={() => chooser.current?.click()}
      >
        {t("file.upload")}
      </Button>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label={t("file.upload")}
        accept={acceptOf(field).join(",")}
        multiple={isMany(field)}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}

/** What the field refuses is told before the bytes go. What has arrived leaves the list: it stands in the field then. */
function useUpload(field: Field, onFiles: Props["onFiles"]) {
  const { t } = useTranslation("fields");
  const client = useQueryClient();
  const [queue] = useState(() => new UploadQueue());
  const [problem, setProblem] = useState<string | null>(null);
  const send = (files: readonly File[]) => {
    setProblem(null);
    const chosen = isMany(field) ? files : files.slice(0, 1);
    for (const file of chosen) {
      const refused = fileProblem(file, field);
      if (refused !== null) return setProblem(`${file.name}: ${t(`problem.${refused.key}`, { ...refused.values })}`);
    }
    queue.add(chosen, {}, (file) => {
      onFiles([linkOfFile(file)]);
      queue.forgetDone();
      void client.invalidateQueries({ queryKey: keys.collection(FILES) });
    });
  };
  return { send, queue, problem };
}
