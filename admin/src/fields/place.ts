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

/** On the place, and on what stands deeper where no input shows it by itself. */
export function shownAt(problems: readonly PlacedProblem[], path: string, showsInside: boolean): readonly string[] {
  if (showsInside) return messagesAt(problems, path);
  return problems
    .filter((problem) => problem.path === path || isBelow(problem.path, path))
    .map(({ message }) => message);
}

export function isBelow(path: string, place: string): boolean {
  return path.startsWith(`${place}.`) || path.startsWith(`${place}[`);
}
