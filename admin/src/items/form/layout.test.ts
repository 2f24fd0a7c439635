import { expect, test } from "vitest";
import { makeCollection, makeField } from "@/testing/factories";
import { layoutOf } from "./layout";

const fields = ["title", "slug", "body", "status", "seo"].map((name) => makeField({ name }));

function shapeOf(form: unknown) {
  // What the model says is JSON; a test writes it as such.
  const { tabs, aside } = layoutOf(makeCollection({ fields, meta: { admin: { form } } as never }));
  const names = (parts: readonly { readonly fields: readonly { readonly name: string }[] }[]) =>
    parts.map((part) => part.fields.map((field) => field.name));
  return { tabs: tabs.map((tab) => [tab.label?.[""] ?? null, names(tab.parts)] as const), aside: names(aside) };
}

test("without a layout, everything stands in the model's order", () => {
  expect(shapeOf(undefined)).toEqual({ tabs: [[null, [["title", "slug", "body", "status", "seo"]]]], aside: [] });
});

test("tabs, sections and the side; what is not named comes last, what is not there is left out", () => {
  const form = [
    { tab: "Text", fields: ["title", "nowhere"] },
    { tab: "Search", section: "Engines", fields: ["seo"] },
    { tab: "Text", section: "More", fields: [{ field: "body", width: "half" }] },
    { aside: true, fields: ["status"] },
  ];
  expect(shapeOf(form)).toEqual({
    tabs: [
      ["Text", [["title"], ["body"], ["slug"]]],
      ["Search", [["seo"]]],
    ],
    aside: [["status"]],
  });
});

test("a layout that is none does no harm", () => {
  for (const form of ["text", [1, null, "title"], { fields: ["title"] }, [{ fields: "title" }]]) {
    expect(
      shapeOf(form)
        .tabs.flatMap(([, parts]) => parts)
        .flat(2),
    ).toHaveLength(5);
  }
});
