import { asNumber, asText } from "@/lib/json";
import { ConcealedCell } from "../concealed-cell";
import { CONCEALED, type Concealed } from "../concealed-value";
import { defineField } from "../define-field";
import { lazyInput } from "../lazy-input";
import { PRESENCE_OPERATORS } from "../operators";

/** What is stored never comes back: only whether there is something, and what is typed now. */
export const secret = defineField<Concealed>({
  type: "secret",
  ...CONCEALED,
  validate: (value, field) => {
    const typed = [...(asText(value.typed) ?? "")].length;
    const min = asNumber(field.options.min_length);
    const max = asNumber(field.options.max_length);
    if (typed > 0 && min !== null && typed < min) return { key: "tooShort", values: { min } };
    return max !== null && typed > max ? { key: "tooLong", values: { max } } : null;
  },
  Input: lazyInput(() => import("../concealed-input").then((module) => module.ConcealedInput)),
  Cell: ConcealedCell,
  operators: PRESENCE_OPERATORS,
  canSort: false,
  isConfidential: true,
});
