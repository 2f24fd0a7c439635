import { IconSearch, IconX } from "@tabler/icons-react";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Keys } from "@/components/keys/keys";
import { useCommands } from "@/hooks/use-commands";
import { useTypedText } from "@/hooks/use-typed-text";
import classes from "./list-search-box.module.css";
import type { List } from "./use-list";

const PAUSE = 250;

/** Searches while one types. The URL follows, and is followed where it changes by itself. */
export function ListSearchBox({ list }: { readonly list: List }) {
  const { t } = useTranslation(["lists", "fields"]);
  const input = useRef<HTMLInputElement>(null);
  const { typed, type } = useTyped(list);
  useCommands(useFocusCommand(() => input.current?.focus()));
  return (
    <search className={classes.box}>
      <IconSearch size={16} aria-hidden />
      <input
        ref={input}
        type="search"
        className={classes.input}
        value={typed}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          if (typed === "") event.currentTarget.blur();
          else type("");
        }}
        placeholder={t("lists:search")}
        aria-label={t("lists:search")}
        aria-keyshortcuts="/"
        autoComplete="off"
        spellCheck={false}
      />
      {typed === "" ? (
        <Keys keys="/" />
      ) : (
        <button type="button" className={classes.clear} aria-label={t("fields:clear")} onClick={() => type("")}>
          <IconX size={14} aria-hidden />
        </button>
      )}
    </search>
  );
}

function useTyped({ search, change }: List) {
  const inUrl = search.search ?? "";
  // One search is one step back, however many letters it has.
  const send = (text: string) => change({ search: text || undefined }, { isReplacing: inUrl !== "" });
  return useTypedText(inUrl, send, PAUSE);
}

function useFocusCommand(focus: () => void) {
  const { t } = useTranslation("lists");
  const perform = useRef(focus);
  perform.current = focus;
  return useMemo(
    () => [{ id: "list-search", label: t("search"), group: t("group"), keys: "/", perform: () => perform.current() }],
    [t],
  );
}
