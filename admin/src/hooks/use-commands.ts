/**
 * What can be done here and now. A page says it while it is shown; the palette, the help and the keyboard read it, so that an action is written once.
 */
import { type ReactNode, useEffect } from "react";
import { isTyping, matches } from "@/lib/shortcut";
import { Signal } from "@/lib/signal";
import { useSignal } from "./use-signal";

export interface Command {
  readonly id: string;
  /** For people, in their language. */
  readonly label: string;
  /** A heading of the palette and of the help. */
  readonly group: string;
  readonly icon?: ReactNode;
  /** `mod+k`; see `lib/shortcut`. */
  readonly keys?: string;
  readonly perform: () => void;
  /** Somebody else listens to the keys, where they mean something; the help tells of them. */
  readonly isHeardElsewhere?: boolean;
}

const known = new Signal<readonly (readonly Command[])[]>([]);

/** Offers commands as long as the component is shown. Give a memoized list. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    known.set([...known.get(), commands]);
    return () => known.set(known.get().filter((list) => list !== commands));
  }, [commands]);
}

export function useKnownCommands(): readonly Command[] {
  return useSignal(known).flat();
}

/** Performs the newest command with the keys that are struck: a dialog comes before the page below it. */
export function useShortcuts(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const command = known
        .get()
        .flat()
        .findLast(
          ({ keys, isHeardElsewhere = false }) =>
            keys !== undefined &&
            !isHeardElsewhere &&
            matches(event, keys) &&
            (keys.includes("mod+") || !isTyping(event.target)),
        );
      if (command === undefined) return;
      event.preventDefault();
      command.perform();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
