/** Articles of a journey's own: what the newsroom comes with stays as it is, for the journeys after it. */
import { inject } from "vitest";

export async function newArticle(title: string): Promise<string> {
  const [author] = await call("/items/authors?limit=1");
  const [section] = await call("/items/sections?limit=1");
  const body = { title, author: author?.id, section: section?.id, summary: "As it was." };
  const [made] = await call("/items/articles", body);
  return String(made?.id);
}

async function call(path: string, body?: unknown): Promise<readonly Record<string, unknown>[]> {
  const response = await fetch(`${inject("url")}/api${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${inject("adminToken")}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { data, errors } = await response.json();
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return Array.isArray(data) ? data : [data];
}
