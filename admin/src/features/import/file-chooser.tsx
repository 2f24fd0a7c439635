import { Button } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { DropZone } from "@/components/media/drop-zone";
import classes from "./import.module.css";
import { type Preview, type PreviewProblem, previewOf } from "./preview";

/** By dropping, pasting, or choosing. */
export function FileChooser({ onChoose }: { readonly onChoose: (preview: Preview) => void }) {
  const { t } = useTranslation("imports");
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<PreviewProblem | null>(null);
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    const preview = await previewOf(file);
    if (typeof preview === "string") setProblem(preview);
    else onChoose(preview);
  };
  return (
    <DropZone onFiles={(files) => void take(files[0])}>
      <div className={classes.chooser}>
        <IconFileSpreadsheet size={36} stroke={1.4} aria-hidden />
        <p>{t("drop")}</p>
        <Button onClick={() => input.current?.click()}>{t("choose")}</Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.tsv,.json,.ndjson,.jsonl,text/csv,application/json"
          aria-label={t("choose")}
          onChange={(event) => {
            void take(event.currentTarget.files?.[0]);
            // The same file again, mended meanwhile, is a change too.
            event.currentTarget.value = "";
          }}
        />
        <small>{t("formats")}</small>
        {problem !== null && (
          <p role="alert" className={classes.problem}>
            {t(`problem.${problem}`)}
          </p>
        )}
      </div>
    </DropZone>
  );
}
