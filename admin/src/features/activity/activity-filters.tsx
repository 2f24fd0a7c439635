import { Button, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ACCESS_ACTIONS, ITEM_ACTIONS, personOf } from "@/api/activity";
import { listItems } from "@/api/items";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { useLabel } from "@/hooks/use-label";
import { type ActivitySearch, isSpan, SPANS, type Span } from "@/items/activity/search";
import classes from "./activity-page.module.css";

interface Props {
  readonly search: ActivitySearch;
  readonly onChange: (search: ActivitySearch) => void;
}

/** What of the log is shown; the address says it too. */
export function ActivityFilters({ search, onChange }: Props) {
  const { t } = useTranslation("activity");
  const labelOf = useLabel();
  const model = useModel();
  const users = model.collections.get("quintet_users");
  const collections = [...model.collections.values()].filter((one) => one.permissions.read.access !== "none");
  const option = (one: Collection) => ({ value: one.name, label: labelOf(one) });
  const spans: readonly Span[] = Object.keys(SPANS).filter(isSpan);
  return (
    <>
      <search className={classes.filters} aria-label={t("filters")}>
        {users !== undefined && users.permissions.read.access !== "none" && (
          <PersonFilter users={users} search={search} onChange={onChange} />
        )}
        <Select
          label={t("collection")}
          placeholder={t("anyCollection")}
          data={[
            { group: t("content"), items: collections.filter((one) => !one.isSystem).map(option) },
            { group: t("system"), items: collections.filter((one) => one.isSystem).map(option) },
          ]}
          value={search.collection ?? null}
          onChange={(name) => onChange({ ...search, collection: name ?? undefined, item: undefined })}
          searchable
          clearable
        />
        <Select
          label={t("action")}
          placeholder={t("anyAction")}
          data={[
            { group: t("items"), items: ITEM_ACTIONS.map((value) => ({ value, label: t(`actions.${value}`) })) },
            { group: t("access"), items: ACCESS_ACTIONS.map((value) => ({ value, label: t(`actions.${value}`) })) },
          ]}
          value={search.action ?? null}
          onChange={(action) => onChange({ ...search, action: action ?? undefined })}
          clearable
        />
        <Select
          label={t("time")}
          placeholder={t("anyTime")}
          data={spans.map((value) => ({ value, label: t(`since.${value}`) }))}
          value={search.since ?? null}
          onChange={(since) => onChange({ ...search, since: isSpan(since) ? since : undefined })}
          clearable
        />
      </search>
      {search.item !== undefined && (
        <p className={classes.item}>
          {t("oneItem")}
          <Button variant="default" size="xs" onClick={() => onChange({ ...search, item: undefined })}>
            {t("allItems")}
          </Button>
        </p>
      )}
    </>
  );
}

const FOUND = "50";

function PersonFilter({ users, search, onChange }: Props & { readonly users: Collection }) {
  const { t } = useTranslation("activity");
  const [typed, setTyped] = useState("");
  const [paused] = useDebouncedValue(typed.trim(), 200);
  const readable = users.permissions.read.fields;
  const fields = ["id", "first_name", "last_name", "email", "avatar"].filter((name) => readable.has(name)).join(",");
  // Who was chosen need not be among those that are found.
  const chosen = usePeople(users, { fields, filter: JSON.stringify({ id: { _eq: search.person } }) }, search.person);
  // The input holds the name of who was chosen: nobody typed it to look for others.
  const wanted = chosen.some((person) => person.name === paused) ? "" : paused;
  const people = usePeople(users, { fields, limit: FOUND, sort: "last_name,first_name", search: wanted });
  const data = new Map([...chosen, ...people].map((person) => [person.id, person.name || t("unnamedPerson")]));
  return (
    <Select
      label={t("person")}
      placeholder={t("anyPerson")}
      data={[...data].map(([value, label]) => ({ value, label }))}
      value={search.person ?? null}
      onChange={(person) => onChange({ ...search, person: person ?? undefined })}
      onSearchChange={setTyped}
      // The server has searched.
      filter={({ options }) => options}
      searchable
      clearable
    />
  );
}

function usePeople(users: Collection, query: Readonly<Record<string, string>>, isWanted: string | undefined = "") {
  const found = useQuery({
    queryKey: keys.list(users.name, query),
    queryFn: ({ signal }) => listItems(users, query, signal),
    placeholderData: keepPreviousData,
    enabled: isWanted !== undefined,
  });
  return found.data?.items.flatMap((item) => personOf(item) ?? []) ?? [];
}
