import { screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeCollection, makeModel } from "@/testing/factories";
import { renderAt } from "@/testing/render";
import { Navigation } from "./navigation";

const model = makeModel([
  makeCollection(),
  makeCollection({ name: "pages" }),
  makeCollection({ name: "quintet_presets", isSystem: true, itemsPath: "/presets" }),
]);
const saved = (id: string, part: object) => ({
  id,
  bookmark: id,
  color: null,
  collection: "articles",
  user: "me",
  role: null,
  layout: "table",
  ...part,
});
const VIEWS = [
  saved("Late", { search: "late" }),
  saved("Newest", { user: null, layout_query: { sort: ["-published_at"] } }),
  saved("Menu", { collection: "pages" }),
];

const server = vi.fn(
  async (_address: string) =>
    new Response(JSON.stringify({ data: VIEWS }), { headers: { "content-type": "application/json" } }),
);
const show = (address: string) => renderAt(address, <Navigation isOpen={false} onClose={() => undefined} />, model);
const address = (link: HTMLElement) => link.getAttribute("href");
const current = () =>
  screen.getAllByRole("link").flatMap((link) => (link.getAttribute("aria-current") === "page" ? [address(link)] : []));

beforeEach(() => {
  server.mockClear();
  vi.stubGlobal("fetch", server);
});
afterEach(() => vi.unstubAllGlobals());

test("the collection that one is in shows its views, and all of them come with one request", async () => {
  await show("/content/articles");
  const views = within(await screen.findByRole("list", { name: "Views" })).getAllByRole("link");
  expect(views.map(address)).toEqual(["/content/articles?search=late", "/content/articles?sort=-published_at"]);
  expect(screen.getByRole("img", { name: "Shared with everybody" })).toBeInTheDocument();
  expect(server.mock.calls.filter(([address]) => address.startsWith("/api/presets"))).toHaveLength(1);
});

test("the open view is the current page, and its collection is not one too", async () => {
  await show("/content/articles?sort=-published_at");
  await screen.findByRole("list", { name: "Views" });
  expect(current()).toEqual(["/content/articles?sort=-published_at"]);
});

test("elsewhere in the collection it is the collection itself", async () => {
  await show("/content/articles/a1");
  await screen.findByRole("list", { name: "Views" });
  expect(current()).toEqual(["/content/articles"]);
});

test("other pages show none", async () => {
  await show("/");
  await screen.findByRole("link", { name: "Articles" });
  expect(screen.queryByRole("list", { name: "Views" })).toBeNull();
});
