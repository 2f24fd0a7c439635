/** What is wrong in a form, by path. */
import { isBelow, type PlacedProblem } from "@/fields/place";

export class ProblemList {
  #byPath = new Map<string, readonly string[]>();
  readonly #placed = new Map<string, readonly PlacedProblem[]>();

  replace(problems: ReadonlyMap<string, readonly string[]>): void {
    this.#byPath = new Map(problems);
    this.#placed.clear();
  }

  /** The field is changed: what was said of it may be wrong by now. */
  forget(name: string): void {
    if (this.#byPath.size === 0) return;
    for (const path of this.#byPath.keys()) if (path === name || isBelow(path, name)) this.#byPath.delete(path);
    this.#placed.clear();
  }

  paths(): readonly string[] {
    return [...this.#byPath.keys()];
  }

  at(path: string): readonly string[] {
    return this.#byPath.get(path) ?? NONE;
  }

  below(name: string): readonly PlacedProblem[] {
    const known = this.#placed.get(name);
    if (known !== undefined) return known;
    const paths = this.paths().filter((path) => path === name || isBelow(path, name));
    const placed = paths.flatMap((path) => this.at(path).map((message) => ({ path, message })));
    this.#placed.set(name, placed.length === 0 ? NO_PROBLEMS : placed);
    return placed.length === 0 ? NO_PROBLEMS : placed;
  }
}

const NONE: readonly string[] = [];
const NO_PROBLEMS: readonly PlacedProblem[] = [];
