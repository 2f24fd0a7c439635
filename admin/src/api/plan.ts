/** What the model files would still change in the database. For administrators. */
import { read } from "./endpoint";

export type Plan = Awaited<ReturnType<typeof readPlan>>;
export type Step = Plan["steps"][number];

export function readPlan(signal?: AbortSignal) {
  return read("/schema/plan", signal === undefined ? {} : { signal });
}

export function isWaiting(plan: Pick<Plan, "steps" | "conflicts">): boolean {
  return plan.steps.length > 0 || plan.conflicts.length > 0;
}

/** The command that applies exactly this plan. None where something has to be mended first. */
export function applyCommand({ hash, steps, conflicts }: Pick<Plan, "hash" | "steps" | "conflicts">): string | null {
  if (conflicts.length > 0 || steps.some((step) => step.class === "needs data")) return null;
  const lossy = new Set(steps.filter((step) => step.class === "lossy").map((step) => step.subject));
  return [`quintet apply --plan ${hash}`, ...[...lossy].map((subject) => `--allow-lossy ${subject}`)].join(" ");
}
