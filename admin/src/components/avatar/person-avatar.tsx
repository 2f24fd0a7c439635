import { IconKey, IconServer2, IconUser } from "@tabler/icons-react";
import { useState } from "react";
import { assetAddress } from "@/api/files";
import { initials } from "@/lib/text";
import classes from "./person-avatar.module.css";

interface Props {
  /** Stands beside it as text: the picture says nothing more. */
  readonly name: string;
  readonly picture?: string | null;
  /** What is no person has a sign. */
  readonly kind?: "person" | "token" | "server";
  readonly size?: "md" | "sm";
}

const SIGNS = { person: IconUser, token: IconKey, server: IconServer2 } as const;
/** Twice as wide as it is shown, for screens with small dots. */
const WIDTH = 96;

export function PersonAvatar({ name, picture = null, kind = "person", size = "md" }: Props) {
  const [isBroken, setBroken] = useState(false);
  const Sign = SIGNS[kind];
  const letters = kind === "person" ? initials(name) : "";
  return (
    <span className={classes.avatar} data-kind={kind} data-size={size} aria-hidden>
      {picture !== null && !isBroken ? (
        <img
          src={assetAddress({ id: picture, version: "" }, WIDTH)}
          alt=""
          loading="lazy"
          onError={() => setBroken(true)}
        />
      ) : letters === "" ? (
        <Sign size={size === "md" ? 18 : 14} stroke={1.7} />
      ) : (
        letters
      )}
    </span>
  );
}
