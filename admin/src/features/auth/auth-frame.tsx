import type { ReactNode } from "react";
import { ProjectMark } from "@/components/mark/project-mark";
import { useTitle } from "@/hooks/use-title";
import classes from "./auth-frame.module.css";

interface Props {
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
}

/** The sheet in the middle of every page that one sees before being signed in. */
export function AuthFrame({ title, text, children }: Props) {
  useTitle(title);
  return (
    <main className={classes.page}>
      <div className={classes.sheet}>
        <ProjectMark size={36} />
        <h1 className={classes.title}>{title}</h1>
        {text !== undefined && <p className={classes.text}>{text}</p>}
        {children}
      </div>
    </main>
  );
}
