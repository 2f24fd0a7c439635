import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { makeCollection, makeField, makeModel } from "@/testing/factories";
import { render } from "@/testing/render";
import { ItemPicker } from "./item-picker";

const tags = makeCollection({ name: "tags", itemsPath: "/items/tags" });
const all = Array.from({ length: 45 }, (_, at) => ({ id: `t${at}`, title: `Tag ${at}` }));

/** Answers as the server does: from `offset`, `limit` of them. */
const server = vi.fn(async (address: string) => {
  const query = new URL(address, "http://here").searchParams;
  const from = Number(query.get("offset") ?? 0);
  const data = all.slice(from, from + Number(query.get("limit")));
  return new Response(JSON.stringify({ data }), { headers: { "content-type": "application/json" } });
});

async function open(taken: ReadonlySet<string>): Promise<HTMLElement> {
  vi.stubGlobal("fetch", server);
  const picker = (
    <ItemPicker
      collection={tags}
      field={makeField({ kind: "relation" })}
      id="tags"
      label="Tags"
      labelId=""
      describedBy={undefined}
      isInvalid={false}
      isRequired={false}
      isReadOnly={false}
      chosen={null}
      title=""
      taken={taken}
      placeholder=""
      onChoose={() => {}}
    />
  );
  await render(picker, makeModel([tags]));
  const input = screen.getByLabelText("Tags", { selector: "input" });
  fireEvent.click(input);
  return input;
}

const offered = () => screen.queryAllByRole("option", { hidden: true }).map((option) => option.textContent);

afterEach(() => {
  server.mockClear();
  vi.unstubAllGlobals();
});

test("one page is asked for when the list opens, and none before", async () => {
  await open(new Set());
  await waitFor(() => expect(offered()).toHaveLength(20));
  expect(server).toHaveBeenCalledOnce();
});

test("what is chosen already does not stand before what is not", async () => {
  await open(new Set(all.slice(0, 38).map(({ id }) => id)));
  await waitFor(() => expect(offered()).toEqual(all.slice(38).map(({ title }) => title)));
  expect(server).toHaveBeenCalledTimes(3);
});

test("when everything is chosen, it is said, and nobody asks for ever", async () => {
  await open(new Set(all.map(({ id }) => id)));
  await screen.findByText("Nothing found");
  expect(server).toHaveBeenCalledTimes(3);
});
