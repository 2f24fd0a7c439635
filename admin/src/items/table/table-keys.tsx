import type { KeyboardEvent, ReactNode } from "react";
import type { ItemId } from "@/api/items";
import { matches } from "@/lib/shortcut";
import type { Choice } from "./use-selection";

interface Props {
  readonly choice: Choice;
  readonly ids: readonly ItemId[];
  readonly children: ReactNode;
}

/** The keys of a list that has the focus: mod+a chooses the page, Escape nothing. */
export function TableKeys({ choice, ids, children }: Props) {
  const strike = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isText(event.target)) return;
    if (matches(event, "mod+a")) choice.toggleAll(ids, true);
    else if (event.key === "Escape" && choice.chosen !== null) choice.clear();
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of what is inside of it
    <div onKeyDown={strike}>{children}</div>
  );
}

/** Boxes are inputs too, and take no text. */
function isText(target: EventTarget): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== "checkbox";
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
