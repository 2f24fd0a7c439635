import { useCollection } from "@/api/model-context";
import { choicesOf } from "@/fields/select/choices";
import { useLabel } from "@/hooks/use-label";
import { asText } from "@/lib/json";

interface Choice {
  readonly value: string;
  readonly label: string;
}

interface UserWords {
  readonly fieldName: (name: string) => string;
  readonly statuses: readonly Choice[];
  /** A status that the model does not know is told as it is. */
  readonly statusText: (status: unknown) => string;
}

/** What the model calls the fields of users, so that lists, forms and these pages say the same. */
export function useUserWords(): UserWords {
  const labelOf = useLabel();
  const fields = new Map(useCollection("quintet_users")?.fields.map((field) => [field.name, field]));
  const status = fields.get("status");
  const choices = status === undefined ? [] : choicesOf(status);
  const statuses = choices.map((choice) => ({ value: choice.name, label: labelOf(choice) }));
  return {
    fieldName: (name) => labelOf(fields.get(name) ?? { name, label: {} }),
    statuses,
    statusText: (value) => statuses.find((one) => one.value === value)?.label ?? asText(value) ?? "",
  };
}
