/** Who is told when something with a name changes. `*` is anything. */
export class Followers {
  readonly #byName = new Map<string, Set<() => void>>();

  add(name: string, follower: () => void): () => void {
    const followers = this.#byName.get(name) ?? new Set();
    this.#byName.set(name, followers.add(follower));
    return () => followers.delete(follower);
  }

  tell(name: string): void {
    for (const follower of this.#byName.get(name) ?? []) follower();
    if (name !== "*") this.tell("*");
  }

  tellAll(): void {
    for (const followers of this.#byName.values()) for (const follower of followers) follower();
  }
}
