import { Loader } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { itemTitle } from "@/api/item-title";
import { itemId } from "@/api/items";
import { CollectionIcon } from "@/components/collection-icon/collection-icon";
import { Dialog } from "@/components/dialog/dialog";
import { useKnownCommands } from "@/hooks/use-commands";
import { useLabel } from "@/hooks/use-label";
import { type Entry, grouped, matchingEntries } from "./entries";
import { EntryList } from "./entry-list";
import classes from "./palette.module.css";
import { useFoundItems } from "./use-found-items";

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Go anywhere, find any item, do anything: by typing. */
export function Palette({ isOpen, onClose }: Props) {
  const { t } = useTranslation("shell");
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("palette.title")} size="38rem" isBare>
      <Content onClose={onClose} />
    </Dialog>
  );
}

function Content({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation("shell");
  const id = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const { entries, isSearching } = useEntries(typed);
  const flat = useMemo(() => grouped(entries).flatMap(([, group]) => group), [entries]);
  const chosen = flat[Math.min(at, flat.length - 1)];
  const perform = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    onClose();
    entry.perform();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((Math.min(at, flat.length - 1) + step + flat.length) % Math.max(1, flat.length));
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      perform(chosen);
    }
  };
  return (
    <>
      <div className={classes.field}>
        {isSearching ? <Loader size={18} /> : <IconSearch size={18} aria-hidden />}
        <input
          className={classes.input}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          placeholder={t("palette.placeholder")}
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.id}`}
          aria-label={t("palette.placeholder")}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
      </div>
      <EntryList id={id} groups={grouped(entries)} chosen={chosen} onChoose={perform} />
      {flat.length === 0 && !isSearching && <p className={classes.nothing}>{t("palette.nothing")}</p>}
    </>
  );
}

function useEntries(typed: string) {
  const { t } = useTranslation(["shell", "form"]);
  const navigate = useNavigate();
  const labelOf = useLabel();
  const commands = useKnownCommands();
  const [wanted] = useDebouncedValue(typed, 150);
  const { found, isSearching } = useFoundItems(wanted);
  const items = found.flatMap<Entry>(({ collection, item }) => {
    const id = itemId(collection, item);
    if (id === null) return [];
    return {
      id: `item-${collection.name}-${id}`,
      label: itemTitle(collection, item) || t("form:unnamed"),
      group: t("palette.items"),
      hint: labelOf(collection),
      icon: <CollectionIcon name={collection.icon} />,
      perform: () =>
        navigate({ to: "/content/$collection/$id", params: { collection: collection.name, id: String(id) } }),
    };
  });
  return { entries: [...matchingEntries(commands, typed), ...(typed.trim() === "" ? [] : items)], isSearching };
}
