/** A filter as people think of it: conditions in groups. Made of the API's JSON by `parse`, and written back by `write`. */
export type Join = "and" | "or";
export type Quantifier = "_some" | "_none" | "_every";

export interface Condition {
  readonly kind: "condition";
  readonly id: number;
  /** A field, or a function of one: `year(published_at)`. Empty while it is being chosen. */
  readonly field: string;
  readonly operator: string;
  readonly value: unknown;
}

export interface Group {
  readonly kind: "group";
  readonly id: number;
  readonly join: Join;
  readonly isNegated: boolean;
  readonly nodes: readonly Node[];
}

/** What holds of the items that a relation leads to; all of it of the same item. */
export interface Related {
  readonly kind: "related";
  readonly id: number;
  /** A relation, or the branch of one that leads to any of several collections: `item:articles`. */
  readonly field: string;
  /** Null where the filter does not say: one item is enough. */
  readonly quantifier: Quantifier | null;
  readonly group: Group;
}

export type Node = Condition | Group | Related;

let last = 0;

/** What a node is called while somebody edits it. */
function newId(): number {
  last += 1;
  return last;
}

export function condition(field: string, operator: string, value: unknown): Condition {
  return { kind: "condition", id: newId(), field, operator, value };
}

export function group(join: Join, nodes: readonly Node[], isNegated = false): Group {
  return { kind: "group", id: newId(), join, isNegated, nodes };
}

export function related(field: string, quantifier: Quantifier | null, nodes: readonly Node[]): Related {
  return { kind: "related", id: newId(), field, quantifier, group: group("and", nodes) };
}

/** A condition that nobody has filled in. */
export function blank(): Condition {
  return condition("", "", undefined);
}

/** The group with another node in the place of one; null takes it out. */
export function replaced(parent: Group, id: number, node: Node | null): Group {
  return { ...parent, nodes: parent.nodes.flatMap((one) => (one.id === id ? (node ?? []) : one)) };
}
