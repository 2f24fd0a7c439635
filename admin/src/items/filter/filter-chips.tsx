import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import type { JsonObject } from "@/lib/json";
import classes from "./filter-chips.module.css";
import { treeOf } from "./parse";
import { scopeOf } from "./scope";
import { GroupSaid, Sentence } from "./sentence";
import { type Group, replaced } from "./tree";
import { filterOf } from "./write";

interface Props {
  readonly collection: Collection;
  /** Undefined: there is a filter that is no JSON object at all. */
  readonly value: JsonObject | undefined;
  readonly onChange: (value: JsonObject | null) => void;
  /** Opens the builder at a condition. */
  readonly onOpen: (at: number) => void;
}

/** What a list is narrowed by, a chip each: a click changes it, its cross takes it away. */
export function FilterChips({ collection, value, onChange, onOpen }: Props) {
  const { t } = useTranslation("filter");
  const scope = scopeOf(collection);
  const tree = treeOf(value, scope, useModel());
  return (
    <ul className={classes.chips} aria-label={t("chips")}>
      {tree === null ? (
        <Chip onOpen={() => onOpen(0)} onRemove={() => onChange(null)}>
          {t("advanced")}
        </Chip>
      ) : isSplit(tree) ? (
        tree.nodes.map((node, at) => (
          <Chip
            // The nodes are made anew at every render.
            key={JSON.stringify(filterOf({ ...tree, nodes: [node] }))}
            onOpen={() => onOpen(at)}
            onRemove={() => onChange(filterOf(replaced(tree, node.id, null)))}
          >
            <Sentence node={node} scope={scope} />
          </Chip>
        ))
      ) : (
        <Chip onOpen={() => onOpen(0)} onRemove={() => onChange(null)}>
          <GroupSaid group={tree} scope={scope} />
        </Chip>
      )}
      {tree !== null && isSplit(tree) && tree.nodes.length > 1 && (
        <li>
          <Button variant="subtle" size="compact-sm" onClick={() => onChange(null)}>
            {t("clear")}
          </Button>
        </li>
      )}
    </ul>
  );
}

/** Where all must hold, each can be taken away by itself. */
function isSplit({ join, isNegated, nodes }: Group): boolean {
  return !isNegated && (join === "and" || nodes.length === 1);
}

interface ChipProps {
  readonly children: ReactNode;
  readonly onOpen: () => void;
  readonly onRemove: () => void;
}

function Chip({ children, onOpen, onRemove }: ChipProps) {
  const { t } = useTranslation("filter");
  const id = useId();
  return (
    <li className={classes.chip}>
      <button type="button" id={`${id}-text`} className={classes.text} onClick={onOpen}>
        {children}
      </button>
      <button
        type="button"
        id={`${id}-remove`}
        className={classes.remove}
        aria-label={t("remove")}
        aria-labelledby={`${id}-remove ${id}-text`}
        onClick={onRemove}
      >
        <IconX size={14} aria-hidden />
      </button>
    </li>
  );
}
