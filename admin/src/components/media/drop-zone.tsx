import { IconUpload } from "@tabler/icons-react";
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isTyping } from "@/lib/shortcut";
import classes from "./media.module.css";

interface Props {
  /** Absent: nothing is taken. */
  readonly onFiles?: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

/** Takes files that are dropped on it, or pasted while it is shown. */
export function DropZone({ onFiles, children }: Props) {
  const { t } = useTranslation("media");
  const [isOver, setOver] = useState(false);
  const depth = useRef(0);
  usePaste(onFiles);
  if (onFiles === undefined) return <div>{children}</div>;
  const enter = (by: number) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way of several; buttons are for the keyboard
    <div
      className={classes.zone}
      onDragEnter={enter(1)}
      onDragLeave={enter(-1)}
      onDragOver={(event) => event.dataTransfer.types.includes("Files") && event.preventDefault()}
      onDrop={drop}
    >
      {children}
      {isOver && (
        <div className={classes.over}>
          <IconUpload size={28} aria-hidden />
          {t("dropNow")}
        </div>
      )}
    </div>
  );
}

function usePaste(onFiles: Props["onFiles"]): void {
  const newest = useRef(onFiles);
  newest.current = onFiles;
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || newest.current === undefined || isTyping(event.target)) return;
      event.preventDefault();
      newest.current(files);
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, []);
}
