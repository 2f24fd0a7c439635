/** What the palette lists: commands that match, best first, in the order of their groups. */
import type { ReactNode } from "react";
import type { Command } from "@/hooks/use-commands";
import { matchScore } from "@/lib/match";

export interface Entry {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly hint?: string;
  readonly icon?: ReactNode;
  readonly keys?: string | undefined;
  readonly perform: () => void;
}

export function matchingEntries(commands: readonly Command[], typed: string): readonly Entry[] {
  const scored = commands.map((command) => ({ command, score: matchScore(command.label, typed) }));
  const matching = scored.filter(({ score }) => score > 0);
  // Sorting is stable: what scores the same stays as it was offered.
  return matching.sort((left, right) => right.score - left.score).map(({ command }) => command);
}

/** Entries by group; a group stands where its best entry stands. */
export function grouped(entries: readonly Entry[]): readonly (readonly [string, readonly Entry[]])[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups];
}
