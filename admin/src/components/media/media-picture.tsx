import { IconFile, IconFileMusic, IconFileTypePdf, IconMovie } from "@tabler/icons-react";
import { useState } from "react";
import { assetAddress, isPicture, type MediaFile } from "@/api/files";
import classes from "./media.module.css";

interface Props {
  readonly file: MediaFile;
  readonly width?: number;
}

/** A small picture of a file, or a sign for what is none. It says nothing that the title beside it does not. */
export function MediaPicture({ file, width = 320 }: Props) {
  const [isBroken, setBroken] = useState(false);
  if (!isPicture(file) || isBroken) {
    const Icon = iconOf(file.type);
    return (
      <span className={classes.sign}>
        <Icon size={30} stroke={1.4} aria-hidden />
      </span>
    );
  }
  return (
    <img
      className={classes.picture}
      src={assetAddress(file, width)}
      alt=""
      loading="lazy"
      style={{ backgroundColor: file.color ?? undefined }}
      onError={() => setBroken(true)}
    />
  );
}

function iconOf(type: string) {
  if (type === "application/pdf") return IconFileTypePdf;
  if (type.startsWith("video/")) return IconMovie;
  return type.startsWith("audio/") ? IconFileMusic : IconFile;
}
