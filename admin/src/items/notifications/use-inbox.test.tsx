import { screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { NOTIFICATIONS } from "@/api/notifications";
import { makeCollection, makeModel } from "@/testing/factories";
import { renderAt } from "@/testing/render";
import { useInboxCount, useNotifications } from "./use-inbox";

const model = makeModel([makeCollection({ name: NOTIFICATIONS, isSystem: true, itemsPath: "/notifications" })]);

let subjects: string[] = [];

function Both() {
  const count = useInboxCount();
  const listed = useNotifications("inbox").data?.notifications ?? [];
  return (
    <p>
      {count}: {listed.map(({ subject }) => subject).join(", ")}
    </p>
  );
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("what is shown of the inbox follows the count, which alone is asked for again and again", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const lists = vi.fn();
  vi.stubGlobal("fetch", async (address: string) => {
    if (!address.includes("limit=1&")) lists();
    const data = subjects.map((subject, at) => ({ id: `n${at}`, status: "inbox", subject }));
    const body = JSON.stringify({ data, meta: { filter_count: data.length } });
    return new Response(body, { headers: { "content-type": "application/json" } });
  });
  subjects = ["First"];
  await renderAt("/", <Both />, model);
  await screen.findByText("1: First");
  await vi.advanceTimersByTimeAsync(61_000);
  expect(lists).toHaveBeenCalledOnce();
  subjects = ["Second", "First"];
  await vi.advanceTimersByTimeAsync(61_000);
  await screen.findByText("2: Second, First");
  expect(lists).toHaveBeenCalledTimes(2);
});
