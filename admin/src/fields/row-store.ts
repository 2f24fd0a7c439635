import { Followers } from "@/lib/followers";

/** The rows of a list, outside of React: each row follows itself, so that a letter in one of fifty draws that one. */
export class RowStore<Row> {
  readonly #followers = new Followers();
  #rows: ReadonlyMap<string, Row> = new Map();
  #told: ReadonlyMap<string, Row> = this.#rows;

  /** Takes over what is to be drawn, before anything of it is. */
  hold(names: readonly string[], rows: readonly Row[]): void {
    this.#rows = new Map(rows.map((row, at) => [names[at] ?? "", row]));
  }

  /** Tells each row that is another one since the last time. */
  tell(): void {
    const told = this.#told;
    this.#told = this.#rows;
    for (const [name, row] of this.#rows) if (!Object.is(told.get(name), row)) this.#followers.tell(name);
  }

  get(name: string): Row | undefined {
    return this.#rows.get(name);
  }

  follow(name: string, follower: () => void): () => void {
    return this.#followers.add(name, follower);
  }
}
