/** From the API's filter to the tree. What the tree cannot say in the same sense is not read: such a filter is shown as it is written. */
import type { Model } from "@/api/model-types";
import { isObject } from "@/lib/json";
import { operandOf } from "@/lib/operand";
import { type Scope, type Subject, subjectOf } from "./scope";
import { condition, type Group, group, type Join, type Node, type Quantifier, related } from "./tree";
import { isFilledIn } from "./write";

/** Null: there is something in it that the builder cannot draw. */
export function treeOf(filter: unknown, scope: Scope, model: Model): Group | null {
  try {
    const nodes = new Reader(model).members(filter, scope);
    const [only] = nodes;
    return nodes.length === 1 && only?.kind === "group" ? only : group("and", nodes);
  } catch (problem) {
    if (problem instanceof Undrawable) return null;
    throw problem;
  }
}

class Undrawable extends Error {}

class Reader {
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  /** All members of an object hold. */
  members(json: unknown, scope: Scope): readonly Node[] {
    if (!isObject(json)) throw new Undrawable();
    return Object.entries(json).flatMap(([name, part]) => this.#member(name, part, scope));
  }

  #member(name: string, json: unknown, scope: Scope): readonly Node[] {
    if (name === "_and" || name === "_or") return this.#group(name === "_and" ? "and" : "or", json, scope);
    if (name === "_not") return this.#negation(json, scope);
    const subject = subjectOf(scope, name, this.#model);
    if (subject === undefined) throw new Undrawable();
    return subject.below === null ? conditions(subject, json) : this.#relation(subject, subject.below, json);
  }

  #group(join: Join, json: unknown, scope: Scope): readonly Node[] {
    if (!Array.isArray(json) || json.length === 0) throw new Undrawable();
    const nodes = json.map((member) => this.#one(member, scope));
    const there = nodes.filter((node) => node !== null);
    // What filters nothing makes the whole `_or` filter nothing.
    if (join === "or" && there.length < nodes.length) throw new Undrawable();
    return there.length > 1 ? [group(join, there)] : there;
  }

  #negation(json: unknown, scope: Scope): readonly Node[] {
    const inner = this.#one(json, scope);
    if (inner === null) return [];
    if (inner.kind === "group" && !inner.isNegated) return [{ ...inner, isNegated: true }];
    return [group("and", [inner], true)];
  }

  /** The members of an object as one node. */
  #one(json: unknown, scope: Scope): Node | null {
    const nodes = this.members(json, scope);
    return nodes.length > 1 ? group("and", nodes) : (nodes[0] ?? null);
  }

  #relation(subject: Subject, below: Scope, json: unknown): readonly Node[] {
    if (!isObject(json)) return conditions(subject, json);
    const found: Node[] = [];
    const inner: [string, unknown][] = [];
    for (const [name, part] of Object.entries(json)) {
      if (isQuantifier(name)) found.push(this.#quantified(subject, below, name, part));
      else if (name.startsWith("_") && !isGroup(name)) found.push(...conditions(subject, { [name]: part }));
      else inner.push([name, part]);
    }
    // All that is said of a related item beside its key is said of the same one, and the tree says that of fields only.
    const ofKey = found.filter(isAboutKey).length;
    if (subject.isMany && ofKey > 0 && ofKey + inner.length > 1) throw new Undrawable();
    const nodes = this.members(Object.fromEntries(inner), below);
    return nodes.length > 0 ? [...found, behind(subject, null, nodes)] : found;
  }

  #quantified(subject: Subject, below: Scope, quantifier: Quantifier, json: unknown): Node {
    if (!subject.isMany) throw new Undrawable();
    const nodes = this.members(json, below);
    if (nodes.length === 0 && quantifier === "_every") throw new Undrawable();
    return behind(subject, quantifier, nodes);
  }
}

/** A single group becomes the group of the related items, so that it has no box of its own. */
function behind(subject: Subject, quantifier: Quantifier | null, nodes: readonly Node[]): Node {
  const [only] = nodes;
  const node = related(subject.name, quantifier, nodes);
  return nodes.length === 1 && only?.kind === "group" ? { ...node, group: only } : node;
}

function isAboutKey(node: Node): boolean {
  return node.kind === "condition" && node.operator !== "_null" && node.operator !== "_nnull";
}

function isGroup(name: string): boolean {
  return name === "_and" || name === "_or" || name === "_not";
}

function isQuantifier(name: string): name is Quantifier {
  return name === "_some" || name === "_none" || name === "_every";
}

/** What is said of a value itself: by operators, or bare. */
function conditions(subject: Subject, json: unknown): readonly Node[] {
  if (!isObject(json)) return [compared(subject, "_eq", json)];
  return Object.entries(json).map(([operator, value]) => compared(subject, operator, value));
}

const OPPOSITES: Readonly<Record<string, string>> = {
  _null: "_nnull",
  _nnull: "_null",
  _empty: "_nempty",
  _nempty: "_empty",
};

function compared(subject: Subject, operator: string, value: unknown): Node {
  if (value === null && operator === "_eq") return compared(subject, "_null", true);
  if (value === null && operator === "_neq") return compared(subject, "_nnull", true);
  const opposite = OPPOSITES[operator];
  const isFlag = operandOf(operator) === "none";
  if (isFlag && value === false && opposite !== undefined) return compared(subject, opposite, true);
  const isKnown = subject.operators.includes(operator);
  if (!isKnown || (isFlag ? value !== true : !isFilledIn(operator, value))) throw new Undrawable();
  return condition(subject.name, operator, isFlag ? undefined : value);
}
