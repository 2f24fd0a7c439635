import type { CSSProperties, ReactNode } from "react";
import { useFormats } from "@/i18n/format";
import classes from "./chip.module.css";

interface Props {
  readonly color?: string | null;
  readonly children: ReactNode;
}

export function Chip({ color = null, children }: Props) {
  // A property of its own is no known style.
  const style = color === null ? undefined : ({ "--chip-color": color } as CSSProperties);
  return (
    <span className={classes.chip} data-colored={color !== null || undefined} style={style}>
      {children}
    </span>
  );
}

const SHOWN = 3;

interface ManyProps<Part> {
  readonly parts: readonly Part[];
  readonly draw: (part: Part) => ReactNode;
}

/** The first few, and how many there are besides. */
export function FirstFew<Part>({ parts, draw }: ManyProps<Part>) {
  const { number } = useFormats();
  const more = parts.length - SHOWN;
  return (
    <span className={classes.row}>
      {parts.slice(0, SHOWN).map(draw)}
      {more > 0 && <span className={classes.more}>{`+${number(more)}`}</span>}
    </span>
  );
}
