/** Endpoints that every project has, typed by `schema.ts`. What depends on the models goes through `items.ts`. */
import { type Method, type RequestOptions, request } from "./client";
import type { paths } from "./schema";

type Verb<M extends Method> = Lowercase<M>;
type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
type Data<T> = T extends { data: infer Inner } ? Inner : T;
type Answer<Operation> = Operation extends { responses: { 200: infer Response } } ? Data<Json<Response>> : null;

/** Paths without a parameter that take the method. */
export type PathFor<M extends Method> = {
  [Path in keyof paths]: Path extends `${string}{${string}`
    ? never
    : paths[Path] extends Record<Verb<M>, { responses: unknown }>
      ? Path
      : never;
}[keyof paths];

export async function read<Path extends PathFor<"GET">>(
  path: Path,
  options: RequestOptions = {},
): Promise<Answer<paths[Path]["get"]>> {
  // The server's own document says what it answers; `schema.ts` is tested to be that document.
  return (await request("GET", path, options)) as Answer<paths[Path]["get"]>;
}
