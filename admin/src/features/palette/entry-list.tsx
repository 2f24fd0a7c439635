import { useEffect, useRef } from "react";
import { Keys } from "@/components/keys/keys";
import type { Entry } from "./entries";
import classes from "./palette.module.css";

interface Props {
  /** Of the palette: options are found by it. */
  readonly id: string;
  readonly groups: readonly (readonly [string, readonly Entry[]])[];
  readonly chosen: Entry | undefined;
  readonly onChoose: (entry: Entry) => void;
}

export function EntryList({ id, groups, chosen, onChoose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const chosenId = chosen?.id;
  useEffect(() => {
    if (chosenId !== undefined)
      list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [chosenId]);
  return (
    <div
      ref={list}
      className={classes.list}
      role="listbox"
      id={`${id}-list`}
      aria-label={groups.map(([name]) => name).join(", ")}
    >
      {groups.map(([name, entries]) => (
        // biome-ignore lint/a11y/useSemanticElements: a listbox has groups, not fieldsets
        <div key={name} role="group" aria-label={name}>
          <div className={classes.group} aria-hidden>
            {name}
          </div>
          {entries.map((entry) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
            <div
              key={entry.id}
              id={`${id}-${entry.id}`}
              className={classes.entry}
              role="option"
              aria-selected={entry.id === chosenId}
              onClick={() => onChoose(entry)}
            >
              <span className={classes.icon}>{entry.icon}</span>
              <span className={classes.label}>{entry.label}</span>
              {entry.hint !== undefined && <span className={classes.hint}>{entry.hint}</span>}
              {entry.keys !== undefined && <Keys keys={entry.keys} />}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
