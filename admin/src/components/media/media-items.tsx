import { Checkbox } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { isPicture, type MediaFile } from "@/api/files";
import { useFormats } from "@/i18n/format";
import classes from "./media.module.css";
import { MediaPicture } from "./media-picture";
import { sizeText } from "./size-text";

interface Props {
  readonly files: readonly MediaFile[];
  readonly layout: "grid" | "list";
  readonly selected: ReadonlySet<string>;
  /** `isRange`: and all between this one and the one before. Absent: nothing is selected here. */
  readonly onSelect?: (file: MediaFile, isRange: boolean) => void;
  readonly onOpen: (file: MediaFile) => void;
}

/** Files as pictures or as lines. */
export function MediaItems({ files, layout, ...props }: Props) {
  return (
    <ul className={layout === "grid" ? classes.grid : classes.list}>
      {files.map((file) => (
        <OneFile key={file.id} file={file} {...props} />
      ))}
    </ul>
  );
}

type FileProps = Omit<Props, "files" | "layout"> & { readonly file: MediaFile };

function OneFile({ file, selected, onSelect, onOpen }: FileProps) {
  const { t } = useTranslation("media");
  const formats = useFormats();
  const isSelected = selected.has(file.id);
  const size =
    file.width !== null && file.height !== null ? `${file.width} × ${file.height}` : sizeText(file.size, formats);
  const click = (event: MouseEvent) => {
    if (onSelect !== undefined && (event.ctrlKey || event.metaKey || event.shiftKey)) onSelect(file, event.shiftKey);
    else onOpen(file);
  };
  return (
    <li className={classes.item} data-selected={isSelected || undefined}>
      <button type="button" className={classes.open} onClick={click}>
        <span className={classes.frame}>
          <MediaPicture file={file} />
        </span>
        <span className={classes.words}>
          <span className={classes.title}>{file.title}</span>
          <small>
            {size} {isPicture(file) && file.description === null && <Warning text={t("withoutAlt")} />}
          </small>
        </span>
      </button>
      {onSelect !== undefined && (
        <Checkbox
          className={classes.check}
          checked={isSelected}
          onChange={() => onSelect(file, false)}
          aria-label={t("select", { title: file.title })}
        />
      )}
    </li>
  );
}

function Warning({ text }: { readonly text: string }) {
  return (
    <span className={classes.warning} title={text}>
      <IconAlertTriangle size={13} aria-label={text} />
    </span>
  );
}
