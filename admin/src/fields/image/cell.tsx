import { apiAddress } from "@/api/client";
import { useModel } from "@/api/model-context";
import { FirstFew } from "../chip";
import classes from "../chip.module.css";
import type { CellProps } from "../define-field";
import { type Links, linkName, linkTitle } from "../link";

/** Twice what is shown, for fine screens. */
const PIXELS = { width: "88", height: "64" };

export function ImageCell({ value }: CellProps<Links>) {
  const model = useModel();
  return (
    <span className={classes.thumbs}>
      <FirstFew
        parts={value.links}
        draw={(link) => (
          <img
            key={linkName(link)}
            className={classes.thumb}
            src={apiAddress(`/assets/${encodeURIComponent(link.id)}`, { ...PIXELS, fit: "cover" })}
            alt={linkTitle(link, model)}
            title={linkTitle(link, model)}
            loading="lazy"
          />
        )}
      />
    </span>
  );
}
