/**
 * The values of one form, outside of React: an input follows its own field only, so that a keystroke draws one input and not two hundred.
 */
import type { Item } from "@/api/items";
import type { Field } from "@/api/model-types";
import type { PlacedProblem } from "@/fields/place";
import { definitionOf } from "@/fields/registry";
import { isMatch, type Shape } from "@/lib/condition/condition";
import { Followers } from "@/lib/followers";
import { isSameJson } from "@/lib/json";
import { History } from "./history";
import { ProblemList } from "./problem-list";

type Values = ReadonlyMap<string, unknown>;

export class FormStore {
  #fields: readonly Field[];
  #shape: Shape | null;
  #values = new Map<string, unknown>();
  /** What the server has, as JSON; nothing at all for an item that is not there yet. */
  #saved = new Map<string, unknown>();
  /** What was there before anybody typed: the defaults of a new item are no change. */
  #initial = new Map<string, unknown>();
  readonly #changed = new Set<string>();
  readonly #json = new Map<string, { readonly value: unknown; readonly json: unknown }>();
  readonly #history = new History();
  readonly #problems = new ProblemList();
  readonly #followers = new Followers();

  constructor(fields: readonly Field[], item: Item, shape: Shape | null = null) {
    this.#fields = fields;
    this.#shape = shape;
    this.load(item);
  }

  get fields(): readonly Field[] {
    return this.#fields;
  }

  /** Takes over what the server holds: nothing is changed then. */
  load(item: Item): void {
    for (const field of this.#fields) {
      const value = definitionOf(field).fromJson(item[field.name], field);
      this.#values.set(field.name, value);
      this.#saved.set(field.name, this.#jsonOf(field, value));
      this.#initial.set(field.name, this.#jsonOf(field, value));
    }
    this.#changed.clear();
    this.#history.clear();
    this.#problems.replace(new Map());
    this.#followers.tellAll();
  }

  /** A new item with what the model gives it: sent, but no change that could be lost. */
  begin(item: Item): void {
    this.load(item);
    for (const field of this.#fields) {
      this.#saved.set(field.name, this.#jsonOf(field, definitionOf(field).fromJson(null, field)));
    }
  }

  /** The server holds another version by now. The values stay, but for those of which the other version is wanted. */
  rebase(item: Item, wanted: ReadonlySet<string>): void {
    for (const field of this.#fields) {
      const { fromJson, rebase } = definitionOf(field);
      const theirs = fromJson(item[field.name], field);
      const mine = this.#values.get(field.name);
      this.#values.set(field.name, wanted.has(field.name) ? theirs : (rebase?.(mine, theirs) ?? mine));
      this.#saved.set(field.name, definitionOf(field).toJson(theirs, field) ?? null);
      this.#initial.set(field.name, this.#saved.get(field.name));
      this.#judge(field);
    }
    this.#history.clear();
    this.#followers.tellAll();
  }

  /** What was sent is saved now. What has been typed since stays; inputs that the server agrees with keep what they hold. */
  settle(item: Item, sent: Values): void {
    for (const field of this.#fields) {
      const { fromJson, rebase } = definitionOf(field);
      const theirs = fromJson(item[field.name], field);
      const current = this.#values.get(field.name);
      const rebased = rebase?.(current, theirs) ?? current;
      const theirJson = definitionOf(field).toJson(theirs, field) ?? null;
      const isAgreed = isSameJson(definitionOf(field).toJson(rebased, field) ?? null, theirJson);
      this.#values.set(field.name, !isAgreed && Object.is(current, sent.get(field.name)) ? theirs : rebased);
      this.#saved.set(field.name, theirJson);
      this.#initial.set(field.name, theirJson);
      this.#judge(field);
    }
    this.#followers.tellAll();
  }

  /** All values, as inputs hold them. */
  all(): Values {
    return new Map(this.#values);
  }

  /** The model is another one: what was typed stays where its field is still there and of the same type. Gives what has no place any more. */
  adopt(fields: readonly Field[], shape: Shape | null): readonly Field[] {
    this.#shape = shape;
    const before = new Map(this.#fields.map((field) => [field.name, field]));
    const lost = this.#fields.filter((field) => {
      const now = fields.find(({ name }) => name === field.name);
      return this.#changed.has(field.name) && now?.kind !== field.kind;
    });
    this.#fields = fields;
    this.#json.clear();
    for (const field of fields) {
      if (before.get(field.name)?.kind === field.kind) continue;
      this.#values.set(field.name, definitionOf(field).fromJson(null, field));
      this.#saved.set(field.name, null);
      this.#initial.set(field.name, null);
    }
    for (const name of this.#changed) if (!fields.some((field) => field.name === name)) this.#changed.delete(name);
    this.#history.clear();
    this.#followers.tellAll();
    return lost;
  }

  readonly get = (name: string): unknown => this.#values.get(name);

  set(name: string, value: unknown): void {
    const before = this.#values.get(name);
    const next = typeof value === "function" ? value(before) : value;
    if (Object.is(before, next)) return;
    this.#history.note(name, before, performance.now());
    this.#put(name, next);
  }

  setJson(name: string, json: unknown): void {
    const field = this.#fields.find((one) => one.name === name);
    if (field !== undefined) this.set(name, definitionOf(field).fromJson(json, field));
  }

  /** The field whose value is what it was before; null when there is nothing to take back. */
  undo(): string | null {
    return this.#history.back(this.get, (name, value) => this.#put(name, value));
  }

  redo(): string | null {
    return this.#history.forth(this.get, (name, value) => this.#put(name, value));
  }

  canUndo = (): boolean => this.#history.hasPast;
  canRedo = (): boolean => this.#history.hasFuture;

  problemsOf(name: string): readonly string[] {
    return this.#problems.at(name);
  }

  problemPaths(): readonly string[] {
    return this.#problems.paths();
  }

  /** On the field and on whatever is inside of it, with their paths. The same list as long as nothing changes. */
  placedProblemsOf(name: string): readonly PlacedProblem[] {
    return this.#problems.below(name);
  }

  /** Whether the field is there for an item with these values: `show_if`. */
  isShown(field: Field): boolean {
    const condition = field.showIf ?? null;
    return condition === null || this.#shape === null || isMatch(condition, this.item(), this.#shape);
  }

  showProblems(problems: ReadonlyMap<string, readonly string[]>): void {
    this.#problems.replace(problems);
    this.#followers.tellAll();
  }

  /** What differs from the saved item, as JSON; of a new item, everything that is not empty. */
  changes(isSent: (field: Field) => boolean = () => true): Readonly<Record<string, unknown>> {
    const changed = this.#fields.filter(
      (field) => isSent(field) && !isSameJson(this.#currentJson(field), this.#saved.get(field.name)),
    );
    return Object.fromEntries(changed.map((field) => [field.name, this.#currentJson(field)]));
  }

  isDirty(): boolean {
    return this.#changed.size > 0;
  }

  isChanged(name: string): boolean {
    return this.#changed.has(name);
  }

  savedJson(name: string): unknown {
    return this.#saved.get(name);
  }

  currentJson(name: string): unknown {
    const field = this.#fields.find((one) => one.name === name);
    return field === undefined ? null : this.#currentJson(field);
  }

  /** The values that somebody typed, in the shape that the inputs hold them. */
  typed(isKept: (field: Field) => boolean): Values {
    const kept = this.#fields.filter((field) => this.#changed.has(field.name) && isKept(field));
    return new Map(kept.map((field) => [field.name, this.#values.get(field.name)]));
  }

  restore(values: Values): void {
    for (const [name, value] of values) if (this.#fields.some((field) => field.name === name)) this.set(name, value);
  }

  /** `name` may be `*`: any field. */
  follow(name: string, follower: () => void): () => void {
    return this.#followers.add(name, follower);
  }

  /** In the shape in which conditions are written. */
  item(): Item {
    return Object.fromEntries(
      this.#fields.map((field) => {
        const { forCondition } = definitionOf(field);
        const value = this.#values.get(field.name);
        return [field.name, forCondition === undefined ? this.#currentJson(field) : forCondition(value, field)];
      }),
    );
  }

  #put(name: string, value: unknown): void {
    this.#values.set(name, value);
    const field = this.#fields.find((one) => one.name === name);
    if (field !== undefined) this.#judge(field);
    this.#problems.forget(name);
    this.#followers.tell(name);
  }

  #judge(field: Field): void {
    if (isSameJson(this.#currentJson(field), this.#initial.get(field.name))) this.#changed.delete(field.name);
    else this.#changed.add(field.name);
  }

  #currentJson(field: Field): unknown {
    return this.#jsonOf(field, this.#values.get(field.name));
  }

  #jsonOf(field: Field, value: unknown): unknown {
    const known = this.#json.get(field.name);
    if (known !== undefined && Object.is(known.value, value)) return known.json;
    const json = definitionOf(field).toJson(value, field) ?? null;
    this.#json.set(field.name, { value, json });
    return json;
  }
}
