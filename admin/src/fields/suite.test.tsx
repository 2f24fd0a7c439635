/** What holds for every field type. A type's own behavior is tested in its folder. */
import { screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { makeField } from "@/testing/factories";
import { render } from "@/testing/render";
import { FIELDS } from "./registry";

const LOADING = 30_000;
const siblings = { isNew: true, get: () => null, follow: () => () => {} };

test("a type is registered once", () => {
  const types = FIELDS.map((field) => field.type);
  expect(new Set(types).size).toBe(types.length);
});

test.each(FIELDS)("$type: nothing is empty, and stays nothing", (definition) => {
  const field = makeField({ kind: definition.type });
  const value = definition.fromJson(null, field);
  expect(definition.isEmpty(value)).toBe(true);
  expect(definition.isEmpty(definition.empty)).toBe(true);
  expect(definition.toJson(value, field) ?? null).toEqual(definition.toJson(definition.empty, field) ?? null);
});

test.each(FIELDS)("$type: takes any JSON without an exception", (definition) => {
  const field = makeField({ kind: definition.type });
  for (const json of [undefined, null, true, 0, -1.5, "", "text", "<b>", [], [null], {}, { a: [1] }, [{ id: 1 }]]) {
    expect(() => definition.toJson(definition.fromJson(json, field), field)).not.toThrow();
  }
});

test.each(FIELDS)(
  "$type: the input has the name of its label, and takes no change when it is read-only",
  async (definition) => {
    const { Input } = definition;
    const onChange = vi.fn();
    const field = makeField({ kind: definition.type });
    await render(
      <>
        <label id="label" htmlFor="control">
          The label
        </label>
        <Input
          field={field}
          value={definition.empty}
          onChange={onChange}
          id="control"
          labelId="label"
          describedBy={undefined}
          isInvalid={false}
          isRequired={false}
          isReadOnly
          siblings={siblings}
        />
      </>,
    );
    // An editor is a chunk of its own: as long as that takes.
    const found = await screen.findAllByLabelText("The label", {}, { timeout: LOADING });
    expect(found.length).toBeGreaterThan(0);
    expect(onChange).not.toHaveBeenCalled();
  },
  2 * LOADING,
);

test.each(FIELDS)("$type: an empty cell is drawn", async (definition) => {
  const { Cell } = definition;
  await render(<Cell field={makeField({ kind: definition.type })} value={definition.empty} />);
});
