import type { ReactNode } from "react";
import classes from "./auth-frame.module.css";

interface Props {
  readonly kind: "good" | "bad";
  readonly children: ReactNode;
}

/** Said at once by a screen reader. */
export function AuthMessage({ kind, children }: Props) {
  return (
    <p className={classes.message} data-kind={kind} role={kind === "bad" ? "alert" : "status"}>
      {children}
    </p>
  );
}
