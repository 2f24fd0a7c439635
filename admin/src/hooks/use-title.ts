import { useEffect } from "react";
import { currentProject } from "@/api/project";
import { useSignal } from "./use-signal";

/** In the tab: what is shown, and of which project. */
export function useTitle(title: string): void {
  const { name } = useSignal(currentProject);
  useEffect(() => {
    document.title = title === name ? name : `${title} · ${name}`;
  }, [title, name]);
}
