/** Problems by field, from the definitions before a request and from the server's answer after it. */
import type { TFunction } from "i18next";
import type { ApiError } from "@/api/errors";
import { definitionOf } from "@/fields/registry";
import type { FormStore } from "./form-store";

type Problems = Map<string, readonly string[]>;

/** What can be told without the server. `isWritable`: who may not write a field cannot be blamed for it. */
export function localProblems(
  store: FormStore,
  isWritable: (name: string) => boolean,
  t: TFunction<"fields">,
): Problems {
  const problems: Problems = new Map();
  for (const field of store.fields.filter((field) => isWritable(field.name))) {
    const definition = definitionOf(field);
    const value = store.get(field.name);
    if (definition.isEmpty(value)) {
      if (field.isRequired) problems.set(field.name, [t("problem.required")]);
      continue;
    }
    const problem = definition.validate(value, field);
    if (problem !== null) problems.set(field.name, [t(`problem.${problem.key}`, { ...problem.values })]);
  }
  return problems;
}

/** The server's, on the fields that they name; `rest` are those that no field of the form can show. */
export function serverProblems(store: FormStore, error: ApiError): { byField: Problems; rest: readonly string[] } {
  const names = new Set(store.fields.map((field) => field.name));
  const byField: Problems = new Map();
  const rest: string[] = [];
  for (const problem of error.problems) {
    const name = problem.field ?? problem.path?.split(/[.[]/)[0] ?? "";
    if (names.has(name)) byField.set(name, [...(byField.get(name) ?? []), problem.message]);
    else rest.push(problem.message);
  }
  return { byField, rest };
}
