import { Loader, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import type { InputProps } from "./define-field";
import { type Link, linkTitle } from "./link";
import { useFound } from "./use-found";

const TYPING_PAUSE = 200;

/** A form gives all of it; elsewhere the id will do. Without a field anything of the collection may be chosen. */
type Wiring = Pick<InputProps<unknown>, "id"> &
  Partial<Pick<InputProps<unknown>, "field" | "labelId" | "describedBy" | "isInvalid" | "isRequired" | "isReadOnly">>;

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
  /** The label is its own, and stands above it. */
  readonly showsLabel?: boolean;
  /** Its list opens inside of what it stands in: a portal would count as a click outside. */
  readonly isInPopover?: boolean;
  readonly onChoose: (link: Link | null) => void;
}

/** So early that who goes on by keys comes to no end. */
const NEAR = 250;

function isNearEnd({ scrollTop, clientHeight, scrollHeight }: Element): boolean {
  return scrollHeight - clientHeight - scrollTop < NEAR;
}

/** Finds an item by what is typed; the server searches. */
export function ItemPicker({
  collection,
  chosen,
  title,
  taken,
  placeholder,
  label,
  showsLabel = false,
  isInPopover,
  onChoose,
  isReadOnly = false,
  isRequired = false,
  isInvalid = false,
  ...row
}: Props) {
  const { t } = useTranslation("fields");
  const [typed, setTyped] = useState(title);
  const [isOpen, setOpen] = useState(false);
  // What stands there untouched is the title, and no search.
  const [search] = useDebouncedValue(typed === title ? "" : typed, TYPING_PAUSE);
  const isFree = (link: Link) => taken?.has(String(link.id)) !== true;
  const found = useFound({ collection, filter: row.field?.options.filter, text: search, isOpen, isFree });
  // Who took the id from an address has a text, whatever the server has.
  const isChosen = (link: Link) => chosen !== null && String(link.id) === String(chosen.id);
  const isListed = chosen === null || found.links.some(isChosen);
  const known = isListed ? found.links : [chosen, ...found.links];
  const model = useModel();
  const nameOf = (link: Link) => (isChosen(link) ? title : linkTitle(link, model) || String(link.id));
  return (
    <Select
      id={row.id}
      {...(label === undefined ? {} : showsLabel ? { label } : { "aria-label": label })}
      {...(isInPopover === true ? { comboboxProps: { withinPortal: false } } : {})}
      value={chosen === null ? null : String(chosen.id)}
      data={known.map((link) => ({ value: String(link.id), label: nameOf(link) }))}
      onChange={(id) => onChoose(known.find((link) => String(link.id) === id) ?? null)}
      searchable
      onSearchChange={setTyped}
      filter={({ options }) => options}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      clearable={!isReadOnly && !isRequired}
      clearButtonProps={{ "aria-label": t("clear") }}
      allowDeselect={false}
      checkIconPosition="right"
      maxDropdownHeight={320}
      scrollAreaProps={{ viewportProps: { onScroll: ({ currentTarget }) => isNearEnd(currentTarget) && found.more() } }}
      nothingFoundMessage={found.isLoading ? <Loader size="xs" /> : t("link.none")}
      placeholder={placeholder}
      readOnly={isReadOnly}
      required={isRequired}
      error={isInvalid}
      aria-describedby={row.describedBy}
    />
  );
}
