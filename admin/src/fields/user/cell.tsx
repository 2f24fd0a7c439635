import { apiAddress } from "@/api/client";
import { useModel } from "@/api/model-context";
import { asObject, asText } from "@/lib/json";
import { initials } from "@/lib/text";
import { FirstFew } from "../chip";
import classes from "../chip.module.css";
import type { CellProps } from "../define-field";
import { type Link, type Links, linkName, linkTitle } from "../link";

export function UserCell({ value }: CellProps<Links>) {
  return <FirstFew parts={value.links} draw={(link) => <Person key={linkName(link)} link={link} />} />;
}

const PIXELS = "64";

function Person({ link }: { readonly link: Link }) {
  const name = linkTitle(link, useModel());
  const picture = asText(link.item.avatar) ?? asText(asObject(link.item.avatar).id);
  return (
    <span className={classes.person}>
      <span className={classes.avatar} aria-hidden>
        {picture === null ? (
          initials(name)
        ) : (
          <img
            src={apiAddress(`/assets/${picture}`, { width: PIXELS, height: PIXELS, fit: "cover" })}
            alt=""
            loading="lazy"
          />
        )}
      </span>
      <span className={classes.name}>{name || String(link.id)}</span>
    </span>
  );
}
