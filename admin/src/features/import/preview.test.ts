import { expect, test } from "vitest";
import { makeField } from "@/testing/factories";
import { guessField, previewOf } from "./preview";

const fields = [
  makeField({ name: "title" }),
  makeField({ name: "published_at", label: { "": "Goes live" } }),
  makeField({ name: "author" }),
];
const labelOf = ({ name, label }: { readonly name: string; readonly label: Readonly<Record<string, string>> }) =>
  label[""] ?? name;

test.each([
  ["title", "title"],
  ["Published At", "published_at"],
  ["goes LIVE", "published_at"],
  ["author.email", "author.email"],
  ["editor.email", null],
  ["Nonsense", null],
])("the column %s is meant for %s", (column, field) => {
  expect(guessField(column, fields, labelOf)).toBe(field);
});

async function shown(name: string, text: string) {
  const preview = await previewOf(new File([text], name));
  return typeof preview === "string" ? preview : [preview.format, preview.columns, preview.rows];
}

test("a file shows its columns and its first rows", async () => {
  expect(await shown("a.csv", "name;n\nx;1\n")).toEqual(["csv", ["name", "n"], [["x", "1"]]]);
  expect(await shown("a.json", '[{"name":"x"},{"n":1,"tags":["a"]}]')).toEqual([
    "json",
    ["name", "n", "tags"],
    [
      ["x", "", ""],
      ["", "1", '["a"]'],
    ],
  ]);
  expect(await shown("a.ndjson", '{"name":"x"}\n{"name":"y"}\n')).toEqual(["json", ["name"], [["x"], ["y"]]]);
});

test("what cannot be read is told", async () => {
  expect(await shown("a.csv", "name\n")).toBe("noRows");
  expect(await shown("a.json", '{"a":')).toBe("notJson");
  expect(await shown("a.json", "[1,2]")).toBe("notJson");
  expect(await shown("a.csv", "a\0b")).toBe("notText");
});

test("of a long list the whole documents of its beginning are read", async () => {
  const long = JSON.stringify(
    Array.from({ length: 9000 }, (_, at) => ({ name: `a } in number ${at}`, n: { deep: at } })),
  );
  expect((await shown("a.json", long))[1]).toEqual(["name", "n"]);
});
