/** What stands behind an operator. */
export type Operand = "none" | "one" | "pair" | "list";

const FLAGS = new Set(["_null", "_nnull", "_empty", "_nempty"]);

export function operandOf(operator: string): Operand {
  if (FLAGS.has(operator)) return "none";
  if (operator === "_in" || operator === "_nin") return "list";
  return operator === "_between" || operator === "_nbetween" ? "pair" : "one";
}
