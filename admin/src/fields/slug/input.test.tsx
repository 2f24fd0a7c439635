import { act, fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { makeField } from "@/testing/factories";
import { render } from "@/testing/render";
import { SlugInput } from "./input";

const field = makeField({ kind: "slug", options: { from: "title" } });
let title = "";
const followers: (() => void)[] = [];
const siblings = {
  isNew: true,
  get: () => title,
  follow: (_: string, follower: () => void) => {
    followers.push(follower);
    return () => undefined;
  },
};
const sent = vi.fn();

function Form() {
  const [value, setValue] = useState("");
  const change = (next: unknown) => {
    sent(next);
    setValue(String(next));
  };
  return (
    <SlugInput
      {...{ field, value, siblings }}
      onChange={change}
      id="slug"
      labelId="l"
      describedBy={undefined}
      isInvalid={false}
      isRequired={false}
      isReadOnly={false}
    />
  );
}

test("it follows its source, sends nothing while it does, and stops when somebody writes", async () => {
  await render(<Form />);
  const input = () => screen.getByRole<HTMLInputElement>("textbox").value;
  const type = (text: string) => {
    title = text;
    act(() => {
      for (const follower of followers) follower();
    });
  };
  type("Low tide");
  expect([input(), sent.mock.calls.length]).toEqual(["low-tide", 0]);
  fireEvent.change(screen.getByRole("textbox"), { target: { value: "tides" } });
  type("High tide");
  expect([input(), sent.mock.calls]).toEqual(["tides", [["tides"]]]);
  fireEvent.click(screen.getByRole("button"));
  expect(input()).toBe("high-tide");
});
