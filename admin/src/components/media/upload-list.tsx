import { ActionIcon, Button, Progress } from "@mantine/core";
import { IconCheck, IconRefresh, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "@/hooks/use-error-text";
import { useSignal } from "@/hooks/use-signal";
import { useFormats } from "@/i18n/format";
import classes from "./media.module.css";
import { sizeText } from "./size-text";
import type { Upload, UploadQueue } from "./upload-queue";

/** What is on its way, what has arrived, and what has not. */
export function UploadList({ queue }: { readonly queue: UploadQueue }) {
  const { t } = useTranslation("media");
  const uploads = useSignal(queue.uploads);
  if (uploads.length === 0) return null;
  const isDone = uploads.every(({ state }) => state === "done");
  return (
    <section className={classes.uploads} aria-label={t("uploads.title")}>
      <ul>
        {uploads.map((upload) => (
          <OneUpload key={upload.key} upload={upload} queue={queue} />
        ))}
      </ul>
      {isDone && (
        <Button variant="subtle" size="compact-sm" onClick={() => queue.forgetDone()}>
          {t("uploads.close")}
        </Button>
      )}
    </section>
  );
}

function OneUpload({ upload, queue }: { readonly upload: Upload; readonly queue: UploadQueue }) {
  const { t } = useTranslation("media");
  const describe = useErrorText();
  const formats = useFormats();
  const { key, file, state, part, error } = upload;
  return (
    <li>
      <span className={classes.uploadName}>
        {file.name} <small>{sizeText(file.size, formats)}</small>
      </span>
      {state === "failed" ? (
        <span className={classes.failed} role="alert">
          {describe(error)}
        </span>
      ) : (
        <Progress
          value={part * 100}
          size="sm"
          className={classes.progress}
          aria-label={t("uploads.progress", { name: file.name })}
        />
      )}
      {state === "failed" && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("uploads.again", { name: file.name })}
          onClick={() => queue.again(key)}
        >
          <IconRefresh size={16} aria-hidden />
        </ActionIcon>
      )}
      {state === "done" ? (
        <IconCheck size={18} className={classes.done} aria-label={t("uploads.done")} />
      ) : (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("uploads.cancel", { name: file.name })}
          onClick={() => queue.remove(key)}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}
