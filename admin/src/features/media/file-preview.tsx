import { useTranslation } from "react-i18next";
import { assetAddress, isPicture, type MediaFile } from "@/api/files";
import { MediaPicture } from "@/components/media/media-picture";
import classes from "./media-page.module.css";

export function FilePreview({ file }: { readonly file: MediaFile }) {
  const { t } = useTranslation("media");
  if (isPicture(file)) {
    return <img className={classes.preview} src={assetAddress(file, 1280)} alt={file.description ?? t("withoutAlt")} />;
  }
  if (file.type.startsWith("video/")) {
    // biome-ignore lint/a11y/useMediaCaption: what somebody uploaded has no captions that we know of
    return <video className={classes.preview} src={assetAddress(file)} controls preload="metadata" />;
  }
  if (file.type.startsWith("audio/")) {
    // biome-ignore lint/a11y/useMediaCaption: as above
    return <audio className={classes.sound} src={assetAddress(file)} controls preload="metadata" />;
  }
  return (
    <div className={classes.sign}>
      <MediaPicture file={file} />
    </div>
  );
}
