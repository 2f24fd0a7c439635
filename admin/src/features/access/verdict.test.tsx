import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Clause, ExplainedRule, Explanation } from "@/api/people";
import { render } from "@/testing/render";
import { Verdict } from "./verdict";

const QUESTION = { role: "desk", action: "update", collection: "articles", field: "title" };
const clause = (part: Partial<Clause>): Clause => ({
  condition: 'title _eq "Low tide"',
  filter: { title: { _eq: "Low tide" } },
  holds: null,
  value: undefined,
  ...part,
});
const rule = (part: Partial<ExplainedRule>): ExplainedRule => ({
  role: "desk",
  source: "roles/desk.yaml:4",
  grantsField: true,
  filter: [],
  check: [],
  validate: [],
  ...part,
});
const explanation = (part: Partial<Explanation>): Explanation => ({
  verdict: "denied",
  reason: "rules",
  message: "desk may not update articles",
  rules: [],
  ...part,
});

test("what decides is said in the names of the model, and what is not known yet as the server says it", async () => {
  const { unmount } = await render(
    <Verdict question={QUESTION} explanation={explanation({ reason: "field_not_granted" })} />,
  );
  expect(screen.getByText("No rule grants the field “Title”.")).toBeInTheDocument();
  unmount();
  await render(<Verdict question={QUESTION} explanation={explanation({ reason: "moon" })} />);
  expect(screen.getByText("desk may not update articles")).toHaveAttribute("lang", "en");
});

test("a condition reads as in filters, with what the item has", async () => {
  const filter = [clause({ holds: false, value: "High tide" })];
  await render(<Verdict question={QUESTION} explanation={explanation({ rules: [rule({ filter })] })} />);
  expect(screen.getByText("No rule lets this item through.")).toBeInTheDocument();
  expect(screen.getByText(/Title is/).textContent).toBe("Title is Low tideIt is High tide");
  expect(screen.queryByText(/_eq/)).toBeNull();
});

test("what the words of filters cannot say stands as it is written", async () => {
  const filter = [clause({ filter: { gone: { _eq: 1 } }, condition: "gone _eq 1", holds: false, value: null })];
  await render(<Verdict question={QUESTION} explanation={explanation({ rules: [rule({ filter })] })} />);
  expect(screen.getByText("gone _eq 1")).toBeInTheDocument();
  expect(screen.getByText("It has no value")).toBeInTheDocument();
});

test("rules that need no role say whose they are", async () => {
  const rules = [rule({ role: "signed_in", source: "" }), rule({ role: "desk" })];
  await render(<Verdict question={QUESTION} explanation={explanation({ verdict: "allowed", rules })} />);
  expect(screen.getByText("Everybody who has signed in")).toBeInTheDocument();
  expect(screen.getByText(/Role desk/)).toBeInTheDocument();
});
