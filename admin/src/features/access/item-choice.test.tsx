import { fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import type { Collection } from "@/api/model-types";
import { makeCollection, makeField, makeModel } from "@/testing/factories";
import { render } from "@/testing/render";
import { ItemChoice } from "./item-choice";

const LABEL = "Item (optional)";
const fields = [makeField({ name: "id", kind: "integer", isKey: true }), makeField()];
const articles = makeCollection({ fields });
const all = [
  { id: 1, title: "Low tide" },
  { id: 2, title: "High tide" },
];

/** Knows the items by their keys, which are numbers. */
const server = vi.fn(async (address: string) => {
  const { pathname } = new URL(address, "http://here");
  const one = all.find(({ id }) => pathname.endsWith(`/articles/${id}`));
  const isList = pathname.endsWith("/articles");
  const body = isList || one !== undefined ? { data: isList ? all : one } : { errors: [{ code: "NOT_FOUND" }] };
  const status = "data" in body ? 200 : 404;
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
});

const chosen = vi.fn();

function Address({ collection, first }: { readonly collection: Collection | undefined; readonly first?: string }) {
  const [item, setItem] = useState<string | undefined>(first);
  const choose = (next: string | undefined) => {
    chosen(next);
    setItem(next);
  };
  return <ItemChoice collection={collection} item={item} onChoose={choose} />;
}

async function open(collection: Collection | undefined, first?: string): Promise<HTMLElement> {
  vi.stubGlobal("fetch", server);
  await render(<Address collection={collection} {...(first === undefined ? {} : { first })} />, makeModel([articles]));
  return screen.getByLabelText(LABEL, { selector: "input" });
}

afterEach(() => {
  server.mockClear();
  chosen.mockClear();
  vi.unstubAllGlobals();
});

test("an item is found by its title, and its id is what is asked about", async () => {
  const input = await open(articles);
  expect(server).not.toHaveBeenCalled();
  input.focus();
  fireEvent.click(input);
  fireEvent.click(await screen.findByRole("option", { name: "High tide", hidden: true }));
  expect(chosen).toHaveBeenCalledWith("2");
  await waitFor(() => expect(input).toHaveValue("High tide"));
  expect(input).toHaveFocus();
});

test("an id of the address reads as its item's title, is listed once, and can be taken out", async () => {
  const input = await open(articles, "1");
  await waitFor(() => expect(input).toHaveValue("Low tide"));
  fireEvent.click(input);
  await screen.findByRole("option", { name: "High tide", hidden: true });
  expect(screen.getAllByRole("option", { hidden: true })).toHaveLength(2);
  fireEvent.click(screen.getByLabelText("Clear"));
  expect(chosen).toHaveBeenCalledWith(undefined);
  await waitFor(() => expect(input).toHaveValue(""));
});

test("an id that nothing has stands as it is", async () => {
  const input = await open(articles, "77");
  await waitFor(() => expect(server).toHaveBeenCalled());
  await waitFor(() => expect(input).toHaveValue("77"));
});

test.each([
  ["no collection", undefined],
  ["one without a list", makeCollection({ isSingleton: true })],
  [
    "one that may not be read",
    makeCollection({
      permissions: { ...articles.permissions, read: { access: "none", fields: new Set(), presets: {} } },
    }),
  ],
])("where there is %s, nothing is chosen, and nothing asked for", async (_, collection) => {
  const input = await open(collection, "1");
  expect(input).toBeDisabled();
  expect(input).toHaveValue("1");
  expect(server).not.toHaveBeenCalled();
});
