/** Problems by field, from the definitions before a request and from the server's answer after it. */
import type { TFunction } from "i18next";
import type { ApiError, Problem } from "@/api/errors";
import type { Collection, Label, Model } from "@/api/model-types";
import { valueProblems } from "@/fields/nested";
import { isMatch } from "@/lib/condition/condition";
import type { FormStore } from "./form-store";
import { shapeOf } from "./shape";

export type Problems = Map<string, readonly string[]>;

/** What can be told without the server. `isWritable`: who may not write a field cannot be blamed for it. Keys are paths: `title`, `body[0].text`. */
export function localProblems(
  store: FormStore,
  isWritable: (name: string) => boolean,
  t: TFunction<"fields">,
): Problems {
  const problems = new Map<string, string[]>();
  for (const field of store.fields.filter((field) => isWritable(field.name) && store.isShown(field))) {
    for (const { key, values, path } of valueProblems(store.get(field.name), field, field.name)) {
      const place = path ?? field.name;
      problems.set(place, [...(problems.get(place) ?? []), t(`problem.${key}`, { ...values })]);
    }
  }
  return problems;
}

/** The rules for the whole item that do not hold. */
export function brokenRules(store: FormStore, collection: Collection, model: Model): readonly Label[] {
  if (collection.rules.length === 0) return [];
  const [item, shape] = [store.item(), shapeOf(collection, model)];
  return collection.rules.filter(({ filter }) => !isMatch(filter, item, shape)).map(({ message }) => message);
}

/** The server's, on the fields that they name; `rest` are those that no field of the form can show. */
export function serverProblems(
  store: FormStore,
  error: ApiError,
  t: TFunction<"fields">,
): { byField: Problems; rest: readonly string[] } {
  const names = new Set(store.fields.map((field) => field.name));
  const byField: Problems = new Map();
  const rest: string[] = [];
  for (const problem of error.problems) {
    const place = placeOf(problem, names);
    if (place !== null) byField.set(place, [...(byField.get(place) ?? []), wordsOf(problem, t)]);
    else rest.push(problem.message);
  }
  return { byField, rest };
}

/** The path, where it begins with a field of the form: a nested input finds its own. Of an item that is written with this one, its field too. */
function placeOf({ path, field, code }: Problem, names: ReadonlySet<string>): string | null {
  if (path !== null && names.has(path.split(/[.[]/)[0] ?? "")) {
    return code === "RECORD_NOT_UNIQUE" && field !== null && path !== field ? `${path}.${field}` : path;
  }
  return field !== null && names.has(field) ? field : null;
}

/** What the server means that this app has words for in every language; else the server's own, without the path, which is where they stand. */
const KNOWN = {
  required: "required",
  url: "url",
  email: "email",
  uuid: "uuid",
  phone: "phone",
  color: "color",
} as const;

function wordsOf({ code, message, path, extensions }: Problem, t: TFunction<"fields">): string {
  if (code === "RECORD_NOT_UNIQUE") return t("problem.unique");
  const type = Object.entries(KNOWN).find(([name]) => name === extensions.type)?.[1];
  if (code === "FAILED_VALIDATION" && type !== undefined) return t(`problem.${type}`);
  return path !== null && message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message;
}
