import { Button } from "@mantine/core";
import { IconPhoto, IconUpload } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { Field } from "@/api/model-types";
import { Dialog } from "@/components/dialog/dialog";
import { useErrorText } from "@/hooks/use-error-text";
import classes from "./file-input.module.css";
import { FileLibrary } from "./file-library";
import { isMany, type Link } from "./link";
import { acceptOf, fileProblem, upload } from "./upload";

interface Props {
  readonly id: string;
  readonly labelId: string;
  readonly field: Field;
  readonly isInvalid: boolean;
  readonly onFiles: (links: readonly Link[]) => void;
}

/** Where files come in: dropped, uploaded, or chosen from the library. */
export function FileDrop({ id, labelId, field, isInvalid, onFiles }: Props) {
  const { t } = useTranslation("fields");
  const library = useModel().collections.get("quintet_files");
  const [isOver, setOver] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const { send, isSending, problem } = useUpload(field, onFiles);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    send([...event.dataTransfer.files]);
  };
  if (library === undefined) return <span>{t("link.noAccess")}</span>;
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way of three; the buttons are for the keyboard */}
      <div
        className={classes.drop}
        data-over={isOver || undefined}
        data-invalid={isInvalid || undefined}
        onDragOver={over}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
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
        {library.permissions.create.access !== "none" && (
          <Button
            variant="default"
            leftSection={<IconUpload size={16} aria-hidden />}
            loading={isSending}
            onClick={() => chooser.current?.click()}
          >
            {t("file.upload")}
          </Button>
        )}
        <span>{t("file.drop")}</span>
        <input
          ref={chooser}
          type="file"
          hidden
          aria-label={t("file.upload")}
          accept={acceptOf(field).join(",")}
          multiple={isMany(field)}
          onChange={(event) => {
            send([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = "";
          }}
        />
      </div>
      {problem !== null && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t("file.choose")} size="xl">
        <FileLibrary
          field={field}
          library={library}
          onChoose={(link) => {
            setOpen(false);
            onFiles([link]);
          }}
        />
      </Dialog>
    </>
  );
}

/** One after the other, so that the first refusal says which file it is about; what came before it stays. */
function useUpload(field: Field, onFiles: Props["onFiles"]) {
  const { t } = useTranslation("fields");
  const describe = useErrorText();
  const client = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const sending = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) onFiles([await upload(file)]);
    },
    onError: (error) => setProblem(describe(error)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.collection("quintet_files") }),
  });
  const send = (files: readonly File[]) => {
    setProblem(null);
    const chosen = isMany(field) ? files : files.slice(0, 1);
    for (const file of chosen) {
      const refused = fileProblem(file, field);
      if (refused !== null) return setProblem(`${file.name}: ${t(`problem.${refused.key}`, { ...refused.values })}`);
    }
    if (chosen.length > 0) sending.mutate(chosen);
  };
  return { send, isSending: sending.isPending, problem };
}
