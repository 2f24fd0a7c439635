import { expect, test } from "vitest";
import { grouped, matchingEntries } from "./entries";

const command = (label: string, group: string) => ({ id: label, label, group, perform: () => {} });
const commands = [command("Articles", "Go to"), command("Save article", "This page"), command("Tags", "Go to")];

test("what does not match is left out, the best stands first, and its group with it", () => {
  const labels = (typed: string) => matchingEntries(commands, typed).map((entry) => entry.label);
  expect(labels("art")).toEqual(["Articles", "Save article"]);
  expect(labels("")).toEqual(["Articles", "Save article", "Tags"]);
  expect(labels("zzz")).toEqual([]);
});

test("entries of a group stand together", () => {
  const groups = grouped(matchingEntries(commands, "")).map(([name, entries]) => [name, entries.length]);
  expect(groups).toEqual([
    ["Go to", 2],
    ["This page", 1],
  ]);
});
