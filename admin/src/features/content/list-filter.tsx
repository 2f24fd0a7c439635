/** The list's filter: a button in its toolbar, chips above the table, and the builder, which comes when somebody asks for it. */
import { Button } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconFilter } from "@tabler/icons-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Loading } from "@/components/loading/loading";
import { useCommands } from "@/hooks/use-commands";
import { isObject, type JsonObject } from "@/lib/json";
import classes from "./list-filter.module.css";
import type { List } from "./use-list";

const FilterChips = lazy(() =>
  import("@/items/filter/filter-chips").then((module) => ({ default: module.FilterChips })),
);
const FilterBuilder = lazy(() =>
  import("@/items/filter/filter-builder").then((module) => ({ default: module.FilterBuilder })),
);

export interface ListFilter {
  /** The condition that the builder was opened at; null while it is closed. */
  readonly openAt: number | null;
  readonly open: (at: number) => void;
  readonly close: () => void;
}

export function useListFilter(): ListFilter {
  const { t } = useTranslation("lists");
  const [openAt, open] = useState<number | null>(null);
  useCommands(
    useMemo(
      () => [{ id: "list-filter", label: t("filter"), group: t("group"), keys: "f", perform: () => open(0) }],
      [t],
    ),
  );
  return { openAt, open, close: () => open(null) };
}

interface Props {
  readonly list: List;
  readonly filter: ListFilter;
}

export function FilterButton({ filter }: Omit<Props, "list">) {
  const { t } = useTranslation("lists");
  const isOpen = filter.openAt !== null;
  return (
    <Button
      variant="default"
      leftSection={<IconFilter size={16} aria-hidden />}
      aria-expanded={isOpen}
      aria-keyshortcuts="f"
      onClick={() => (isOpen ? filter.close() : filter.open(0))}
    >
      {t("filter")}
    </Button>
  );
}

const PAUSE = 300;

export function FilterArea({ list, filter }: Props) {
  const { collection, search, change } = list;
  const value = filterInUrl(search.filter);
  const apply = (next: JsonObject | null, isReplacing = false) =>
    change({ filter: next === null ? undefined : JSON.stringify(next) }, { isReplacing });
  // Each letter would be a request; a filter that is being built is one step back.
  const applyLater = useDebouncedCallback((next: JsonObject | null) => apply(next, value !== null), PAUSE);
  return (
    <>
      {filter.openAt !== null && (
        <div className={classes.panel}>
          <Suspense fallback={<Loading />}>
            <FilterBuilder
              collection={collection}
              value={value ?? null}
              onChange={applyLater}
              focusedAt={filter.openAt}
            />
          </Suspense>
        </div>
      )}
      {value !== null && (
        <Suspense>
          <FilterChips collection={collection} value={value} onChange={apply} onOpen={filter.open} />
        </Suspense>
      )}
    </>
  );
}

/** Null: none. Undefined: something that is no filter. */
function filterInUrl(text: string | undefined): JsonObject | null | undefined {
  if (text === undefined) return null;
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
