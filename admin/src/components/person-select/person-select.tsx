import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Item, listItems } from "@/api/items";
import { keys } from "@/api/keys";
import { useCollection } from "@/api/model-context";
import { asText } from "@/lib/json";

interface Props {
  readonly label: string;
  readonly help?: string;
  readonly value: string | null;
  readonly onChange: (user: string | undefined) => void;
}

/** Finds somebody by name or address; the server looks. */
export function PersonSelect({ label, help, value, onChange }: Props) {
  const { t } = useTranslation("people");
  const users = useCollection("quintet_users");
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed, 200);
  const query = { fields: "id,first_name,last_name,email", sort: "last_name,first_name", limit: "20", search };
  const page = useQuery({
    queryKey: keys.list("quintet_users", query),
    queryFn: ({ signal }) => (users === undefined ? null : listItems(users, query, signal)),
    placeholderData: keepPreviousData,
  });
  const known = new Map((page.data?.items ?? []).map((user) => [String(user.id), labelOfPerson(user)]));
  if (value !== null && !known.has(value)) known.set(value, value);
  return (
    <Select
      label={label}
      description={help}
      placeholder={t("find")}
      data={[...known].map(([id, name]) => ({ value: id, label: name }))}
      value={value}
      onChange={(user) => onChange(user ?? undefined)}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      searchable
      clearable
    />
  );
}

function labelOfPerson(user: Item): string {
  const names = [user.first_name, user.last_name].flatMap((part) => asText(part) ?? []).join(" ");
  const email = asText(user.email) ?? "";
  return names === "" ? email || String(user.id) : email === "" ? names : `${names} · ${email}`;
}
