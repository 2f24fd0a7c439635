/** Filter → tree → filter: what comes out means what went in, or is not drawn at all. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Model } from "@/api/model-types";
import { decide } from "@/lib/condition/condition";
import { asList, asObject } from "@/lib/json";
import { operandOf } from "@/lib/operand";
import { linkedRows, shapeOf, vectorModel, vectors } from "@/testing/filter-vectors";
import { treeOf } from "./parse";
import { type Scope, type Subject, scopeOf, subjectsOf } from "./scope";
import { condition, type Group, group, type Node, type Quantifier, related } from "./tree";
import { filterOf } from "./write";

const model = vectorModel();
const samples = scopeOf(model.collections.get("samples") ?? never());
const read = (filter: unknown) => treeOf(filter, samples, model);

function never(): never {
  throw new Error("not there");
}

/** Of each row, whether the filter holds. */
function verdicts(filter: unknown) {
  return (linkedRows().samples ?? []).map((row) => decide(filter, row, shapeOf("samples")));
}

const cases = asList(vectors.cases).map((vector) => asObject(vector).filter);

test.each(cases.map((filter) => [JSON.stringify(filter), filter]))("%s means the same afterwards", (_, filter) => {
  const tree = read(filter);
  if (tree !== null) expect(verdicts(filterOf(tree) ?? {})).toEqual(verdicts(filter));
});

test("most filters can be drawn", () => {
  expect(cases.filter((filter) => read(filter) !== null).length).toBeGreaterThan(cases.length * 0.8);
});

const FILLED = {
  none: fc.constant(undefined),
  one: fc.oneof(fc.string({ minLength: 1 }), fc.integer(), fc.boolean(), fc.constant("$NOW(-7 days)")),
};

function anyCondition(subject: Subject): fc.Arbitrary<Node> {
  return fc.constantFrom(...subject.operators).chain((operator) => {
    const operand = operandOf(operator);
    const one: fc.Arbitrary<unknown> = operand === "none" ? FILLED.none : FILLED.one;
    const lists = fc.array(FILLED.one, operand === "pair" ? { minLength: 2, maxLength: 2 } : { minLength: 1 });
    const value = operand === "none" || operand === "one" ? one : lists;
    return value.map((filled) => condition(subject.name, operator, filled));
  });
}

const QUANTIFIERS: readonly (Quantifier | null)[] = [null, "_some", "_none", "_every"];

function anyNode(scope: Scope, depth: number): fc.Arbitrary<Node> {
  const subjects = subjectsOf(scope, model);
  const simple = fc.constantFrom(...subjects.filter((one) => one.operators.length > 0)).chain(anyCondition);
  if (depth === 0) return simple;
  const behind = fc.constantFrom(...subjects).chain((subject): fc.Arbitrary<Node> => {
    const { below } = subject;
    if (below === null) return anyCondition(subject);
    const quantifiers = subject.isMany ? fc.constantFrom(...QUANTIFIERS) : fc.constant(null);
    const nodes = fc.array(anyNode(below, depth - 1), { minLength: 1, maxLength: 3 });
    return fc.tuple(quantifiers, nodes).map(([quantifier, inner]) => related(subject.name, quantifier, inner));
  });
  return fc.oneof(simple, behind, anyGroup(scope, depth - 1));
}

function anyGroup(scope: Scope, depth: number): fc.Arbitrary<Group> {
  const nodes = fc.array(anyNode(scope, depth), { minLength: 1, maxLength: 3 });
  return fc
    .tuple(fc.constantFrom("and", "or"), nodes, fc.boolean())
    .map(([join, inner, isNegated]) => group(join === "and" ? "and" : "or", inner, isNegated));
}

test("whatever can be drawn is written, and read as the same filter", () => {
  fc.assert(
    fc.property(anyGroup(samples, 3), (tree) => {
      const filter = filterOf(tree);
      const again = read(filter);
      expect(again).not.toBe(null);
      expect(again === null ? null : filterOf(again)).toEqual(filter);
    }),
  );
});

test("any JSON at all is either drawn or left alone", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      const tree = read(json);
      if (tree !== null) expect(() => filterOf(tree)).not.toThrow();
    }),
  );
});

test.each<[string, unknown, unknown]>([
  ["bare values", { label: "a", flag: true }, { _and: [{ label: { _eq: "a" } }, { flag: { _eq: true } }] }],
  ["null", { owner: null }, { owner: { _null: true } }],
  ["a flag the other way", { text: { _empty: false } }, { text: { _nempty: true } }],
  ["two operators", { whole: { _gt: 1, _lt: 5 } }, { _and: [{ whole: { _gt: 1 } }, { whole: { _lt: 5 } }] }],
  ["a way through one", { owner: { name: { _eq: "Ada" } } }, { owner: { name: { _eq: "Ada" } } }],
  [
    "both of the same",
    { marks: { name: "red", weight: 1 } },
    { marks: { _and: [{ name: { _eq: "red" } }, { weight: { _eq: 1 } }] } },
  ],
  ["one of each", { marks: { _none: {} } }, { marks: { _none: {} } }],
  [
    "any of several",
    { pinned: { "item:people": { name: "Ada" } } },
    { pinned: { "item:people": { name: { _eq: "Ada" } } } },
  ],
  ["which of several", { pinned: { collection: "people" } }, { pinned: { collection: { _eq: "people" } } }],
  [
    "functions",
    { "year(day)": { _gte: 2025 }, "count(marks)": 2 },
    { _and: [{ "year(day)": { _gte: 2025 } }, { "count(marks)": { _eq: 2 } }] },
  ],
  ["variables", { moment: { _gt: "$NOW(-1 day)" } }, { moment: { _gt: "$NOW(-1 day)" } }],
  [
    "negation",
    { _not: { _or: [{ whole: 1 }, { whole: 2 }] } },
    { _not: { _or: [{ whole: { _eq: 1 } }, { whole: { _eq: 2 } }] } },
  ],
  ["nothing", {}, null],
])("%s", (_, filter, written) => {
  const tree = read(filter);
  expect(tree === null ? "undrawable" : filterOf(tree)).toEqual(written);
});

test.each([
  ["an unknown field", { nonsense: 1 }],
  ["an operator of tomorrow", { label: { _sounds_like: "a" } }],
  ["an operator that does not fit", { flag: { _icontains: "a" } }],
  ["an alternative that filters nothing", { _or: [{ whole: 1 }, {}] }],
  ["a key beside fields of the same item", { marks: { _eq: 1, name: "red" } }],
  ["null among others", { whole: { _in: [1, null] } }],
  ["groups that are no lists", { _and: { whole: 1 } }],
])("%s is left as it is written", (_, filter) => {
  expect(read(filter)).toBe(null);
});

test("what is not filled in yet filters nothing", () => {
  const tree = group("and", [
    condition("", "", undefined),
    condition("label", "_eq", ""),
    condition("whole", "_between", [1]),
  ]);
  expect(filterOf(tree)).toBe(null);
  expect(filterOf(group("and", [related("marks", "_some", [condition("name", "_eq", "")])]))).toBe(null);
});

test("who may not read a field cannot filter by it", () => {
  const collection = model.collections.get("samples") ?? never();
  const { read: action } = collection.permissions;
  const fields = new Set([...action.fields].filter((name) => name !== "label"));
  const narrow = { ...collection, permissions: { ...collection.permissions, read: { ...action, fields } } };
  const own: Model = { ...model, collections: new Map([...model.collections, ["samples", narrow]]) };
  expect(treeOf({ label: "a" }, scopeOf(narrow), own)).toBe(null);
});
