import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { Explanation, Question } from "@/api/people";
import { useLabel } from "@/hooks/use-label";
import { ACTIONS } from "./rules";

const REASONS = [
  "administrator",
  "no_rule",
  "field_not_granted",
  "never_read",
  "never_written",
  "leads_nowhere",
  "read_only",
  "view",
  "singleton",
  "no_fields",
] as const;

/** What decides, in a sentence; null for what this app does not know. */
export function useReason(question: Question, { verdict, reason }: Explanation): string | null {
  const { t } = useTranslation("access");
  const labelOf = useLabel();
  const collection = useModel().collections.get(question.collection);
  const field = collection?.fields.find(({ name }) => name === question.field);
  const action = ACTIONS.find((one) => one === question.action);
  if (reason === "rules") return t(`reason.${verdict}`);
  const known = REASONS.find((one) => one === reason);
  if (known === undefined || collection === undefined || action === undefined) return null;
  const what = t("cell", { action: t(action), collection: labelOf(collection) });
  return t(`reason.${known}`, { what, field: field === undefined ? "" : labelOf(field) });
}
