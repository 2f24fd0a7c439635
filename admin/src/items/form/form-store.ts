/**
 * The values of one form, outside of React: an input follows its own field only, so that a keystroke draws one input and not two hundred.
 */
import type { Item } from "@/api/items";
import type { Field } from "@/api/model-types";
import { isBelow, type PlacedProblem } from "@/fields/place";
import { definitionOf } from "@/fields/registry";
import { isMatch } from "@/lib/condition";
import { isSameJson } from "@/lib/json";

export class FormStore {
  readonly fields: readonly Field[];
  readonly #byName: ReadonlyMap<string, Field>;
  #values = new Map<string, unknown>();
  #saved = new Map<string, unknown>();
  #problems = new Map<string, readonly string[]>();
  readonly #placed = new Map<string, readonly PlacedProblem[]>();
  readonly #followers = new Map<string, Set<() => void>>();

  constructor(fields: readonly Field[], item: Item) {
    this.fields = fields;
    this.#byName = new Map(fields.map((field) => [field.name, field]));
    this.load(item);
  }

  /** Takes over what the server holds: nothing is changed then. */
  load(item: Item): void {
    for (const field of this.fields) {
      const value = definitionOf(field).fromJson(item[field.name], field);
      this.#values.set(field.name, value);
      this.#saved.set(field.name, this.#json(field, value));
    }
    this.#problems = new Map();
    this.#placed.clear();
    this.#tellAll();
  }

  readonly get = (name: string): unknown => this.#values.get(name);

  set(name: string, value: unknown): void {
    const before = this.#values.get(name);
    const next = typeof value === "function" ? value(before) : value;
    if (Object.is(before, next)) return;
    this.#values.set(name, next);
    this.#forgetProblems(name);
    this.#tell(name);
  }

  problemsOf(name: string): readonly string[] {
    return this.#problems.get(name) ?? NONE;
  }

  /** On the field and on whatever is inside of it, with their paths. The same list as long as nothing changes. */
  placedProblemsOf(name: string): readonly PlacedProblem[] {
    const known = this.#placed.get(name);
    if (known !== undefined) return known;
    const paths = [...this.#problems.keys()].filter((path) => path === name || isBelow(path, name));
    const placed = paths.flatMap((path) => this.problemsOf(path).map((message) => ({ path, message })));
    this.#placed.set(name, placed.length === 0 ? NO_PROBLEMS : placed);
    return placed.length === 0 ? NO_PROBLEMS : placed;
  }

  /** Whether the field is there for an item with these values: `show_if`. */
  isShown(field: Field): boolean {
    const condition = field.showIf ?? null;
    return condition === null || isMatch(condition, this.#item());
  }

  showProblems(problems: ReadonlyMap<string, readonly string[]>): void {
    this.#problems = new Map(problems);
    this.#placed.clear();
    this.#tellAll();
  }

  /** What differs from the saved item, as JSON. */
  changes(): Readonly<Record<string, unknown>> {
    const changed = this.fields.filter((field) => this.#isChanged(field));
    return Object.fromEntries(changed.map((field) => [field.name, this.#json(field, this.#values.get(field.name))]));
  }

  isDirty(): boolean {
    return this.fields.some((field) => this.#isChanged(field));
  }

  /** `name` may be `*`: any field. */
  follow(name: string, follower: () => void): () => void {
    const followers = this.#followers.get(name) ?? new Set();
    this.#followers.set(name, followers.add(follower));
    return () => followers.delete(follower);
  }

  #forgetProblems(name: string): void {
    for (const path of this.#problems.keys()) if (path === name || isBelow(path, name)) this.#problems.delete(path);
    this.#placed.clear();
  }

  /** As JSON, in the shape in which conditions are written. */
  #item(): Item {
    return Object.fromEntries(
      this.fields.map((field) => [field.name, this.#json(field, this.#values.get(field.name))]),
    );
  }

  #isChanged(field: Field): boolean {
    return !isSameJson(this.#json(field, this.#values.get(field.name)), this.#saved.get(field.name));
  }

  #json(field: Field, value: unknown): unknown {
    return definitionOf(field).toJson(value, field) ?? null;
  }

  #tell(name: string): void {
    for (const follower of this.#followers.get(name) ?? []) follower();
    for (const follower of this.#followers.get("*") ?? []) follower();
  }

  #tellAll(): void {
    for (const name of this.#byName.keys()) for (const follower of this.#followers.get(name) ?? []) follower();
    for (const follower of this.#followers.get("*") ?? []) follower();
  }
}

const NONE: readonly string[] = [];
const NO_PROBLEMS: readonly PlacedProblem[] = [];
