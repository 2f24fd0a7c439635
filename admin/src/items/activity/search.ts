/** What of the log is looked at: the parameters of the page's URL, and the filter that they mean. */
import { asText, type JsonObject } from "@/lib/json";

export const SPANS = { day: 1, week: 7, month: 30 } as const;
export type Span = keyof typeof SPANS;

export interface ActivitySearch {
  /** A user's key. */
  readonly person?: string | undefined;
  readonly collection?: string | undefined;
  readonly item?: string | undefined;
  readonly action?: string | undefined;
  readonly since?: Span | undefined;
}

export function activitySearch(parameters: Readonly<Record<string, unknown>>): ActivitySearch {
  const { person, collection, item, action, since } = parameters;
  return {
    person: filled(person),
    collection: filled(collection),
    item: filled(item),
    action: filled(action),
    since: isSpan(since) ? since : undefined,
  };
}

export function isSpan(word: unknown): word is Span {
  return typeof word === "string" && Object.hasOwn(SPANS, word);
}

function filled(value: unknown): string | undefined {
  const text = asText(value);
  return text === null || text === "" ? undefined : text;
}

const DAY = 86_400_000;

export function activityFilter(
  search: ActivitySearch,
  now: Date,
  more: readonly JsonObject[] = [],
): string | undefined {
  const { person, collection, item, action, since } = search;
  const start = since === undefined ? undefined : new Date(now.getTime() - SPANS[since] * DAY).toISOString();
  const parts: readonly (readonly [string, string, string | undefined])[] = [
    ["user_id", "_eq", person],
    ["collection", "_eq", collection],
    ["item", "_eq", item],
    ["action", "_eq", action],
    ["timestamp", "_gte", start],
  ];
  const asked = parts.flatMap(([field, operator, value]): JsonObject[] =>
    value === undefined ? [] : [{ [field]: { [operator]: value } }],
  );
  const filters = [...asked, ...more];
  return filters.length === 0 ? undefined : JSON.stringify({ _and: filters });
}
