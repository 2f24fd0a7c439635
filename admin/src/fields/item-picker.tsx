import { Loader, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { itemId, listItems } from "@/api/items";
import { keys } from "@/api/keys";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { isObject } from "@/lib/json";
import type { InputProps } from "./define-field";
import { type Link, linkTitle, wantedOf } from "./link";

const SHOWN = "20";
const TYPING_PAUSE = 200;

type Wiring = Pick<
  InputProps<unknown>,
  "id" | "field" | "labelId" | "describedBy" | "isInvalid" | "isRequired" | "isReadOnly"
>;

interface Props extends Wiring {
  readonly collection: Collection;
  readonly chosen: Link | null;
  /** How `chosen` reads. */
  readonly title: string;
  /** Names of links that cannot be chosen again. */
  readonly taken?: ReadonlySet<string>;
  readonly placeholder: string;
  /** Where no label stands around it. */
  readonly label?: string;
  /** Its list opens inside of what it stands in: a portal would count as a click outside. */
  readonly isInPopover?: boolean;
  readonly onChoose: (link: Link | null) => void;
}

/** Finds an item by what is typed; the server searches. */
export function ItemPicker({
  collection,
  chosen,
  title,
  taken,
  placeholder,
  label,
  isInPopover,
  onChoose,
  ...row
}: Props) {
  const { t } = useTranslation("fields");
  const [typed, setTyped] = useState(title);
  const [isOpen, setOpen] = useState(false);
  // What stands there untouched is the title, and no search.
  const [search] = useDebouncedValue(typed === title ? "" : typed, TYPING_PAUSE);
  const found = useFound(collection, row.field.options.filter, search, isOpen);
  const free = found.links.filter((link) => taken?.has(String(link.id)) !== true);
  const known = chosen === null || free.some((link) => link.id === chosen.id) ? free : [chosen, ...free];
  const model = useModel();
  const nameOf = (link: Link) => (link.id === chosen?.id ? title : linkTitle(link, model) || String(link.id));
  return (
    <Select
      id={row.id}
      {...(label === undefined ? {} : { "aria-label": label })}
      {...(isInPopover === true ? { comboboxProps: { withinPortal: false } } : {})}
      value={chosen === null ? null : String(chosen.id)}
      data={known.map((link) => ({ value: String(link.id), label: nameOf(link) }))}
      onChange={(id) => onChoose(known.find((link) => String(link.id) === id) ?? null)}
      searchable
      onSearchChange={setTyped}
      filter={({ options }) => options}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      clearable={!row.isReadOnly && !row.isRequired}
      clearButtonProps={{ "aria-label": t("clear") }}
      allowDeselect={false}
      checkIconPosition="right"
      maxDropdownHeight={320}
      nothingFoundMessage={found.isLoading ? <Loader size="xs" /> : t("link.none")}
      placeholder={placeholder}
      readOnly={row.isReadOnly}
      required={row.isRequired}
      error={row.isInvalid}
      aria-describedby={row.describedBy}
    />
  );
}

function useFound(collection: Collection, filter: unknown, search: string, isOpen: boolean) {
  const model = useModel();
  const query = {
    fields: wantedOf(collection.name, model),
    limit: SHOWN,
    ...(search.trim() === "" ? {} : { search: search.trim() }),
    ...(isObject(filter) ? { filter: JSON.stringify(filter) } : {}),
  };
  const answer = useQuery({
    queryKey: keys.list(collection.name, query),
    queryFn: ({ signal }) => listItems(collection, query, signal),
    enabled: isOpen,
    placeholderData: keepPreviousData,
  });
  const links = (answer.data?.items ?? []).flatMap((item): Link[] => {
    const id = itemId(collection, item);
    return id === null ? [] : [{ collection: collection.name, id, item, made: null }];
  });
  return { links, isLoading: answer.isLoading };
}
