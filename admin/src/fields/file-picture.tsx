import { IconFile } from "@tabler/icons-react";
import { useState } from "react";
import { apiAddress } from "@/api/client";
import { asText } from "@/lib/json";
import classes from "./file-input.module.css";
import type { Link } from "./link";

const SIZE = "320";

/** A small picture of a file, or a sign for what is none. It says nothing that the title beside it does not. */
export function FilePicture({ link }: { readonly link: Link }) {
  const [isBroken, setBroken] = useState(false);
  const isPicture = asText(link.item.type)?.startsWith("image/") ?? false;
  return (
    <span className={classes.picture}>
      {isPicture && !isBroken ? (
        <img
          src={apiAddress(`/assets/${encodeURIComponent(link.id)}`, { width: SIZE })}
          alt=""
          loading="lazy"
          onError={() => setBroken(true)}
        />
      ) : (
        <IconFile size={22} aria-hidden />
      )}
    </span>
  );
}
