import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { definitionOf } from "@/fields/registry";
import { useLabel } from "@/hooks/use-label";
import type { Subject } from "./scope";

/** What a condition is about, in words: "Published at: year". */
export function useSubjectName(): (subject: Subject) => string {
  const { t } = useTranslation("filter");
  const labelOf = useLabel();
  return useCallback(
    ({ name, field, part }) => {
      if (part !== null) return t(`part.${part}`, { field: labelOf(field) });
      return name === "collection" && field.collection === "" ? t("collection") : labelOf(field);
    },
    [t, labelOf],
  );
}

const OPERATORS = [
  "_eq",
  "_neq",
  "_ieq",
  "_nieq",
  "_lt",
  "_lte",
  "_gt",
  "_gte",
  "_in",
  "_nin",
  "_between",
  "_nbetween",
  "_null",
  "_nnull",
  "_empty",
  "_nempty",
  "_contains",
  "_ncontains",
  "_icontains",
  "_nicontains",
  "_starts_with",
  "_nstarts_with",
  "_istarts_with",
  "_nistarts_with",
  "_ends_with",
  "_nends_with",
  "_iends_with",
  "_niends_with",
] as const;
const OF_MOMENTS = ["_eq", "_neq", "_lt", "_lte", "_gt", "_gte"] as const;

/** How an operator reads between a field and a value: "is before". */
export function useOperatorName(): (operator: string, subject: Subject) => string {
  const { t } = useTranslation("filter");
  return useCallback(
    (operator, { field, part }) => {
      const parts: readonly string[] = part === null ? (definitionOf(field).parts ?? []) : [];
      const isMoment = parts.includes("year") || parts.includes("hour");
      const ofMoment = isMoment ? OF_MOMENTS.find((one) => one === operator) : undefined;
      if (ofMoment !== undefined) return t(`momentOperator.${ofMoment}`);
      const known = OPERATORS.find((one) => one === operator);
      return known === undefined ? operator : t(`operator.${known}`);
    },
    [t],
  );
}
