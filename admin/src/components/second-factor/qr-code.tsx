import { encodeQR } from "qr";
import { useMemo } from "react";
import classes from "./second-factor.module.css";

interface Props {
  readonly text: string;
  /** What it is, for who does not see it. */
  readonly label: string;
}

/** Black on white in every appearance: cameras expect it. */
export function QrCode({ text, label }: Props) {
  const { size, path } = useMemo(() => drawing(encodeQR(text, "raw", { ecc: "medium", border: 4 })), [text]);
  return (
    <svg
      className={classes.qr}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}

function drawing(rows: readonly (readonly boolean[])[]): { readonly size: number; readonly path: string } {
  const dots = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size: rows.length, path: dots.join("") };
}
