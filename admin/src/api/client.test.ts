import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { request } from "./client";
import { ApiError, Unreachable } from "./errors";
import { forgetActing, hasOwnSession, keepActing, keepToken, keptActing, keptToken, sessionState } from "./session";

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
const refused = () => json(401, { errors: [{ message: "no", extensions: { code: "TOKEN_EXPIRED" } }] });

const server = vi.fn<(address: string, init: RequestInit) => Promise<Response>>();
const asked = () => server.mock.calls.map(([address]) => address);

beforeEach(() => {
  vi.stubGlobal("fetch", server);
  sessionState.set("in");
});
afterEach(() => {
  server.mockReset();
  vi.unstubAllGlobals();
});

test("what is in the envelope comes out", async () => {
  server.mockResolvedValueOnce(json(200, { data: [1], meta: {} }));
  expect(await request("GET", "/items/a", { query: { sort: "-b", search: "" } })).toEqual([1]);
  expect(asked()).toEqual(["/api/items/a?sort=-b"]);
});

test("an expired session is prolonged once for all that fail, and they are sent again", async () => {
  let isExpired = true;
  server.mockImplementation(async (address) => {
    if (address === "/api/auth/refresh") {
      isExpired = false;
      return json(200, { data: { expires: 1 } });
    }
    return isExpired ? refused() : json(200, { data: address });
  });
  const answers = await Promise.all([request("GET", "/a"), request("GET", "/b")]);
  expect(answers).toEqual(["/api/a", "/api/b"]);
  expect(asked().filter((address) => address === "/api/auth/refresh")).toHaveLength(1);
  expect(sessionState.get()).toBe("in");
});

test("a session that can not be prolonged is lost, and the error comes through", async () => {
  server.mockImplementation(async () => refused());
  await expect(request("GET", "/a")).rejects.toThrow(ApiError);
  expect(sessionState.get()).toBe("lost");
});

test("an API token is not prolonged", async () => {
  keepToken("qt_a_b");
  server.mockImplementation(async () => refused());
  await expect(request("GET", "/a")).rejects.toMatchObject({ status: 401, code: "TOKEN_EXPIRED" });
  expect(asked()).toEqual(["/api/a"]);
});

test("an administrator who acts as somebody goes on with the next tokens, and is himself afterwards", async () => {
  keepToken("qt_own_token");
  keepActing("first", { refresh: "one", before: keptToken() });
  server.mockImplementation(async (address, init) => {
    if (address === "/api/auth/refresh") {
      expect(JSON.parse(String(init.body))).toEqual({ mode: "json", refresh_token: "one" });
      return json(200, { data: { access_token: "second", refresh_token: "two" } });
    }
    const isSecond = new Headers(init.headers).get("authorization") === "Bearer second";
    return isSecond ? json(200, { data: "seen" }) : refused();
  });
  expect(await request("GET", "/a")).toBe("seen");
  expect(keptActing()).toEqual({ refresh: "two", before: "qt_own_token" });
  expect(hasOwnSession()).toBe(false);
  forgetActing();
  expect([keptToken(), keptActing()]).toEqual(["qt_own_token", null]);
});

test("a refused sign-in says nothing of the session that is", async () => {
  server.mockImplementation(async () => refused());
  await expect(request("POST", "/auth/login", { keepsSession: true })).rejects.toThrow(ApiError);
  expect(sessionState.get()).toBe("in");
});

test("no answer, and an answer that breaks off, are told apart from errors of the API", async () => {
  server.mockRejectedValueOnce(new TypeError("network"));
  await expect(request("GET", "/a")).rejects.toThrow(Unreachable);
  server.mockResolvedValueOnce(new Response('{"data":[', { headers: { "content-type": "application/json" } }));
  await expect(request("GET", "/a")).rejects.toThrow(Unreachable);
});
