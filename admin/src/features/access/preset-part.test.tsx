import { fireEvent, screen, within } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";
import type { JsonObject } from "@/lib/json";
import { makeCollection, makeField } from "@/testing/factories";
import { render } from "@/testing/render";
import { PresetPart } from "./preset-part";

const collection = makeCollection({
  fields: [makeField(), makeField({ name: "published_at", kind: "datetime" }), makeField({ name: "place" })],
});
let now: JsonObject | null = null;

function Part({ before }: { readonly before: JsonObject | null }) {
  const [value, setValue] = useState(before);
  now = value;
  return <PresetPart collection={collection} value={value} onChange={setValue} />;
}

const LOADING = { timeout: 30_000 };

test("values are changed in the inputs of their fields, and what has no input stays", async () => {
  await render(<Part before={{ title: "New", gone: [1] }} />);
  fireEvent.change(await screen.findByLabelText("Value: Title", {}, LOADING), { target: { value: "Newer" } });
  expect(now).toEqual({ title: "Newer", gone: [1] });
  expect(screen.getByText('{"gone":[1]}')).toBeInTheDocument();
  fireEvent.click(screen.getByRole("button", { name: "Remove the value" }));
  expect(now).toEqual({ gone: [1] });
}, 60_000);

test("a field is chosen, and a value that is known later", async () => {
  await render(<Part before={null} />);
  fireEvent.click(screen.getByRole("button", { name: "Value" }));
  fireEvent.click(screen.getByRole("combobox", { name: "Field" }));
  fireEvent.click(await screen.findByRole("option", { name: "Published at" }));
  expect(now).toBeNull();
  fireEvent.click(await screen.findByRole("combobox", { name: "Where the value comes from" }));
  const list = within(await screen.findByRole("listbox", { name: "Where the value comes from" }));
  fireEvent.click(list.getByRole("option", { name: "From now" }));
  expect(now).toEqual({ published_at: "$NOW(+7 days)" });
}, 60_000);

test("as JSON everything can be said, and is drawn again as far as it can be", async () => {
  await render(<Part before={{ title: "New" }} />);
  fireEvent.click(screen.getByRole("button", { name: "Edit as JSON" }));
  const text = JSON.stringify({ title: { de: "Neu" }, place: "$CURRENT_ROLE" });
  fireEvent.change(screen.getByLabelText("What is filled in, as JSON"), { target: { value: text } });
  fireEvent.click(screen.getByRole("button", { name: "Edit as values" }));
  expect(now).toEqual({ title: { de: "Neu" }, place: "$CURRENT_ROLE" });
  const source = screen.getByRole<HTMLInputElement>("combobox", { name: "Where the value comes from" });
  expect(source.value).toBe("the role of the current user");
  expect(screen.getByText('{"title":{"de":"Neu"}}')).toBeInTheDocument();
}, 60_000);
