/** Where in the item an input stands, and what is wrong below it: nested inputs find their own problems by their path. */
import { createContext } from "react";

export interface PlacedProblem {
  /** As the server writes it: `body[0].title`. */
  readonly path: string;
  readonly message: string;
}

export const PlaceContext = createContext("");
export const ProblemsContext = createContext<readonly PlacedProblem[]>([]);

/** On the place itself, and not on what stands deeper. */
export function messagesAt(problems: readonly PlacedProblem[], path: string): readonly string[] {
  return problems.filter((problem) => problem.path === path).map((problem) => problem.message);
}

export function isBelow(path: string, place: string): boolean {
  return path.startsWith(`${place}.`) || path.startsWith(`${place}[`);
}
