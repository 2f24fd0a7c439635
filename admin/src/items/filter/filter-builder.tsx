import { Button } from "@mantine/core";
import { IconBraces, IconListDetails } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { JsonObjectInput } from "@/components/json-object-input/json-object-input";
import { useEchoes } from "@/hooks/use-echoes";
import { isSameJson, type JsonObject } from "@/lib/json";
import classes from "./filter-builder.module.css";
import { GroupBox } from "./group-box";
import { treeOf } from "./parse";
import { scopeOf } from "./scope";
import { blank, type Group, group } from "./tree";
import { filterOf } from "./write";

interface Props {
  readonly collection: Collection;
  /** In the API's grammar; null: nothing is filtered. */
  readonly value: JsonObject | null;
  readonly onChange: (value: JsonObject | null) => void;
  /** The place among the topmost conditions of the one that gets the focus. */
  readonly focusedAt?: number | null;
}

/** Builds a filter of conditions and groups; what it cannot draw is edited as JSON. */
export function FilterBuilder({ collection, value, onChange, focusedAt = null }: Props) {
  const { t } = useTranslation("filter");
  const scope = useMemo(() => scopeOf(collection), [collection]);
  const { tree, edit } = useTree({ collection, value, onChange });
  const [isJson, setJson] = useState(false);
  const { frame, focus } = useFocus(tree?.nodes[focusedAt ?? -1]?.id ?? null);
  if (tree === null || isJson) {
    return (
      <div className={classes.builder}>
        {tree === null && <p className={classes.hint}>{t("advancedHelp")}</p>}
        <JsonObjectInput label={t("json")} wrong={t("notJson")} minRows={4} value={value} onChange={onChange} />
        {tree !== null && (
          <Button
            variant="subtle"
            size="xs"
            leftSection={<IconListDetails size={14} aria-hidden />}
            onClick={() => setJson(false)}
          >
            {t("asBuilder")}
          </Button>
        )}
      </div>
    );
  }
  return (
    <div className={classes.builder} ref={frame}>
      <GroupBox box={tree} scope={scope} onChange={edit} onAdd={(node) => focus(node.id)} />
      <Button
        className={classes.asJson}
        variant="subtle"
        color="gray"
        size="xs"
        leftSection={<IconBraces size={14} aria-hidden />}
        onClick={() => setJson(true)}
      >
        {t("asJson")}
      </Button>
    </div>
  );
}

/** The tree of the filter. It knows more than the filter while something is not filled in, so it is made anew only when the filter changes by itself. */
function useTree({ collection, value, onChange }: Omit<Props, "focusedAt">) {
  const model = useModel();
  const make = () => withRoom(treeOf(value ?? {}, scopeOf(collection), model));
  const [tree, setTree] = useState(make);
  const { last, note } = useEchoes(value, () => setTree(make()));
  const edit = (next: Group) => {
    setTree(next);
    const filter = filterOf(next);
    if (isSameJson(filter, last)) return;
    note(filter);
    onChange(filter);
  };
  return { tree, edit };
}

/** Nobody has to add the first condition. */
function withRoom(tree: Group | null): Group | null {
  return tree !== null && tree.nodes.length === 0 ? group("and", [blank()]) : tree;
}

/** Focuses a condition, as soon as its inputs are there. */
function useFocus(first: number | null) {
  const frame = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState({ id: first });
  useEffect(() => setWanted({ id: first }), [first]);
  useEffect(() => {
    const { current } = frame;
    if (current === null || wanted.id === null || isFocused(current, wanted.id)) return;
    const observer = new MutationObserver(() => {
      if (wanted.id !== null && isFocused(current, wanted.id)) observer.disconnect();
    });
    observer.observe(current, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [wanted]);
  return { frame, focus: (id: number) => setWanted({ id }) };
}

/** A new condition begins with its field, an old one is asked for its value. */
function isFocused(frame: HTMLElement, id: number): boolean {
  const row = frame.querySelector<HTMLElement>(`[data-node="${id}"]`);
  if (row === null || row.querySelector("[data-awaited]") !== null) return false;
  (row.querySelector<HTMLElement>("[data-value] input") ?? row.querySelector("input"))?.focus();
  return true;
}
