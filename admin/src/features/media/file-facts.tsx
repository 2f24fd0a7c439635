import { useTranslation } from "react-i18next";
import type { MediaFile } from "@/api/files";
import { sizeText } from "@/components/media/size-text";
import { useFormats } from "@/i18n/format";
import classes from "./media-page.module.css";

/** What the server found out by itself. */
export function FileFacts({ file }: { readonly file: MediaFile }) {
  const { t } = useTranslation("media");
  const formats = useFormats();
  const facts: readonly (readonly [string, string | null])[] = [
    [t("facts.name"), file.name],
    [t("facts.type"), file.type],
    [t("facts.size"), sizeText(file.size, formats)],
    [t("facts.pixels"), file.width === null || file.height === null ? null : `${file.width} × ${file.height}`],
    [t("facts.uploaded"), file.uploadedAt === null ? null : formats.dateTime(file.uploadedAt)],
    [t("facts.id"), file.id],
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
