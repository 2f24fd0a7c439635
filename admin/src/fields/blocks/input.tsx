import { ActionIcon } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { useCallback, useContext, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLabel } from "@/hooks/use-label";
import { asNumber } from "@/lib/json";
import type { InputProps } from "../define-field";
import type { Members } from "../nested";
import { isBelow, PlaceContext, ProblemsContext } from "../place";
import { RowList } from "../row-list";
import { AddBlock } from "./add-block";
import { BlockBody } from "./block-body";
import classes from "./blocks.module.css";
import { FoldAll } from "./fold-all";
import { type Block, blockTypes, copyOf } from "./value";

const FOLDED_AT_FIRST = 12;

export function BlocksInput(props: InputProps<readonly Block[]>) {
  const { t } = useTranslation("fields");
  const titleOf = useBlockTitle(props);
  const place = useContext(PlaceContext);
  const problems = useContext(ProblemsContext);
  const { field, value, onChange, isReadOnly } = props;
  const { folded, fold, foldAll } = useFolding(value);
  const edit = useEditing(onChange);
  const copy = (at: number) =>
    onChange((before) => before.flatMap((one, position) => (position === at ? [one, copyOf(one)] : [one])));
  const isFull = isFullOf(props);
  const watched = useMemo(() => ({ folded, problems, isFull }), [folded, problems, isFull]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a border and no place for a label elsewhere
    <div className={classes.blocks} role="group" aria-labelledby={props.labelId} aria-describedby={props.describedBy}>
      {value.length > 1 && <FoldAll isAnyFolded={folded.size > 0} onFold={foldAll} />}
      <RowList
        rows={value}
        nameOf={(block) => block.key}
        titleOf={titleOf}
        onChange={onChange}
        isReadOnly={isReadOnly}
        labelId={props.labelId}
        watched={watched}
        actions={(block, at) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("rows.copy", { title: titleOf(block, at) })}
            disabled={isFull}
            onClick={() => copy(at)}
          >
            <IconCopy size={16} aria-hidden />
          </ActionIcon>
        )}
      >
        {(block, at) => (
          <BlockBody
            block={block}
            field={field}
            title={titleOf(block, at)}
            place={`${place}[${at}]`}
            isFolded={folded.has(block.key) && !problems.some(({ path }) => isBelow(path, `${place}[${at}]`))}
            onFold={() => fold(block.key)}
            onChange={edit(block.key)}
            isReadOnly={isReadOnly}
            isNew={props.siblings.isNew}
          />
        )}
      </RowList>
      {isReadOnly ? (
        value.length === 0 && <span>{t("empty")}</span>
      ) : (
        <AddBlock id={props.id} field={field} onChange={onChange} isFull={isFull} />
      )}
    </div>
  );
}

function useBlockTitle({ field }: InputProps<readonly Block[]>) {
  const { t } = useTranslation("fields");
  const labelOf = useLabel();
  const types = useMemo(() => new Map(blockTypes(field).map((type) => [type.name, type])), [field]);
  return (block: Block, at: number) => {
    const label = labelOf(types.get(block.type) ?? { name: block.type, label: {} });
    return t("blocks.title", { number: at + 1, label });
  };
}

/** Which are closed. A long page opens as its list of contents. */
function useFolding(value: readonly Block[]) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(
    () => new Set(value.length > FOLDED_AT_FIRST ? value.map((block) => block.key) : []),
  );
  const fold = (key: string) =>
    setFolded((before) => new Set(before.has(key) ? [...before].filter((one) => one !== key) : [...before, key]));
  const newest = useRef(value);
  newest.current = value;
  const foldAll = useCallback(
    () => setFolded((before) => new Set(before.size === 0 ? newest.current.map((block) => block.key) : [])),
    [],
  );
  return { folded, fold, foldAll };
}

type Change = (edit: (before: Members) => Members) => void;

/** The same function for the same block, so that the others are not drawn when one changes. */
function useEditing(onChange: InputProps<readonly Block[]>["onChange"]): (key: string) => Change {
  const newest = useRef(onChange);
  newest.current = onChange;
  const known = useRef(new Map<string, Change>());
  return useCallback((key: string) => {
    const change =
      known.current.get(key) ??
      ((edit) =>
        newest.current((before) =>
          before.map((one) => (one.key === key ? { ...one, members: edit(one.members) } : one)),
        ));
    known.current.set(key, change);
    return change;
  }, []);
}

function isFullOf({ field, value }: InputProps<readonly Block[]>): boolean {
  const max = asNumber(field.options.max_items);
  return max !== null && value.length >= max;
}
