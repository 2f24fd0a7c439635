/** A condition behind relations that needs no box of its own: one line, with the way to its field in front. */
import { blank, type Condition, type Node, type Related } from "./tree";

export type Line = Condition | Related;

/** Null: it needs a box. */
export function lineOf(node: Node | undefined): Line | null {
  if (node === undefined || node.kind === "group") return null;
  if (node.kind === "condition") return node;
  const [only, second] = node.group.nodes;
  return second === undefined && !node.group.isNegated && lineOf(only) !== null ? node : null;
}

/** The condition at the end of the line. */
export function endOf(line: Line): Condition {
  if (line.kind === "condition") return line;
  const next = nextOf(line);
  return next === null ? blank() : endOf(next);
}

/** The line with another condition at its end. */
export function withEnd(line: Line, end: Condition): Line {
  if (line.kind === "condition") return end;
  const next = nextOf(line);
  return stepTo(line, next === null ? end : withEnd(next, end));
}

/** The next step of the way; null at its end. */
export function nextOf(line: Line): Line | null {
  return line.kind === "condition" ? null : lineOf(line.group.nodes[0]);
}

/** The same way, with a further step in the place of what follows. */
export function stepTo(line: Related, next: Line): Related {
  return { ...line, group: { ...line.group, nodes: [next] } };
}

/** Room for more that holds of the same related item. */
export function widened(line: Related): Related {
  return { ...line, group: { ...line.group, nodes: [...line.group.nodes, blank()] } };
}
