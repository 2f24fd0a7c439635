import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NOTIFICATIONS } from "@/api/notifications";
import { inboxState } from "@/items/notifications/inbox-state";
import { makeCollection, makeModel } from "@/testing/factories";
import { renderAt } from "@/testing/render";
import { Unread } from "./unread";

const model = makeModel([
  makeCollection(),
  makeCollection({ name: NOTIFICATIONS, isSystem: true, itemsPath: "/notifications" }),
]);
const told = (id: number) => ({
  id: `n${id}`,
  status: "inbox",
  timestamp: `2026-03-0${id}T10:00:00.000Z`,
  subject: `Subject ${id}`,
  collection: id === 1 ? "articles" : null,
  item: id === 1 ? "a1" : null,
});

let inbox: object[] = [];
const server = vi.fn(async (_address: string, _init: RequestInit) => {
  const body = JSON.stringify({ data: inbox, meta: { filter_count: inbox.length } });
  return new Response(body, { headers: { "content-type": "application/json" } });
});

beforeEach(() => {
  server.mockClear();
  vi.stubGlobal("fetch", server);
});
afterEach(() => {
  vi.unstubAllGlobals();
  inboxState.set("closed");
});

test("a good day shows nothing of it", async () => {
  inbox = [];
  await renderAt("/", <Unread />, model);
  expect(server).toHaveBeenCalledOnce();
  expect(screen.queryByRole("region")).toBeNull();
});

test("the newest few lead to what they are about, and all of them to the drawer", async () => {
  inbox = [1, 2, 3, 4].map(told);
  await renderAt("/", <Unread />, model);
  expect(await screen.findAllByRole("listitem")).toHaveLength(3);
  expect(screen.getByRole("link", { name: "Subject 1" }).getAttribute("href")).toBe("/content/articles/a1");
  expect(screen.queryByRole("link", { name: "Subject 2" })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Show all" }));
  expect(inboxState.get()).toBe("open");
});

test("what is archived is gone, as in the drawer", async () => {
  inbox = [told(1)];
  await renderAt("/", <Unread />, model);
  const archive = await screen.findByRole("button", { name: "Archive “Subject 1”" });
  inbox = [];
  fireEvent.click(archive);
  await waitFor(() => expect(screen.queryByRole("listitem")).toBeNull());
  const written = server.mock.calls.find(([, init]) => init.method === "PATCH");
  expect(written?.[0]).toContain("/notifications/n1");
  expect(written?.[1].body).toBe('{"status":"archived"}');
});
