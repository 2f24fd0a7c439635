import classes from "./activity.module.css";
import { EntryLine } from "./entry-line";
import type { ToldEntry } from "./load";

interface Props {
  readonly entries: readonly ToldEntry[];
  readonly label: string;
  readonly isOfItem?: boolean;
  readonly hasDay?: boolean;
}

export function EntryList({ entries, label, isOfItem = false, hasDay = false }: Props) {
  return (
    <ul className={classes.entries} aria-label={label} data-bare={isOfItem || undefined}>
      {entries.map((told) => (
        <EntryLine key={told.entry.id} told={told} isOfItem={isOfItem} hasDay={hasDay} />
      ))}
    </ul>
  );
}
