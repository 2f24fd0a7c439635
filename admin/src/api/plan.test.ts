import { expect, test } from "vitest";
import { applyCommand, isWaiting, type Step } from "./plan";

function step(of: Step["class"], subject: string): Step {
  return { class: of, subject, description: "", reason: null, is_needed_to_serve: false, sql: [] };
}

function check(steps: readonly Step[], conflicts: readonly string[], expected: string | null): void {
  expect(applyCommand({ hash: "abc", steps: [...steps], conflicts: [...conflicts] })).toBe(expected);
}

test("the command names the plan, and each thing that loses something once", () => {
  check([step("safe", "articles")], [], "quintet apply --plan abc");
  check(
    [step("lossy", "articles.note"), step("slow", "tags"), step("lossy", "articles.note"), step("lossy", "pages.x")],
    [],
    "quintet apply --plan abc --allow-lossy articles.note --allow-lossy pages.x",
  );
});

test("no command helps where rows or files have to be mended first", () => {
  check([step("needs data", "articles.slug")], [], null);
  check([step("safe", "articles")], ["two tables want one name"], null);
});

test("a plan without steps and conflicts waits for nobody", () => {
  expect(isWaiting({ steps: [], conflicts: [] })).toBe(false);
  expect(isWaiting({ steps: [], conflicts: ["x"] })).toBe(true);
});
