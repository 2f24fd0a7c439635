import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { Field } from "@/api/model-types";
import { definitionOf } from "@/fields/registry";
import { useLabel } from "@/hooks/use-label";
import classes from "./head-cell.module.css";
import type { HeadTools } from "./head-tools";
import { Resizer } from "./resizer";
import { type SortKey, sortKeys, sortPath } from "./sorting";
import { stepOf } from "./step";

interface Props {
  readonly field: Field;
  readonly at: number;
  readonly tools: HeadTools;
}

/** A column's head: sorts by a click, moves by dragging or Shift and an arrow, and is as wide as one pulls it. */
export function HeadCell({ field, at, tools }: Props) {
  const model = useModel();
  const path = sortPath(field, model);
  const keys = sortKeys(tools.sort);
  const rank = keys.findIndex((key) => key.path === path);
  const key = keys[rank];
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    setOver(false);
    const moved = event.dataTransfer.getData(COLUMN);
    if (moved !== "") tools.move(moved, at);
  };
  return (
    <th
      scope="col"
      className={classes.cell}
      data-align={definitionOf(field).align}
      data-over={isOver || undefined}
      aria-sort={key === undefined ? undefined : key.isDescending ? "descending" : "ascending"}
      style={widthStyle(tools.widths[field.name])}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(COLUMN)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: for the pointer only; the button inside has keys for the same */}
      <div
        className={classes.drag}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(COLUMN, field.name);
          event.dataTransfer.effectAllowed = "move";
        }}
      >
        <HeadButton
          field={field}
          at={at}
          tools={tools}
          path={path}
          sorted={key}
          rank={keys.length > 1 ? rank + 1 : 0}
        />
      </div>
      <Resizer
        field={field}
        width={tools.widths[field.name] ?? null}
        onResize={(width) => tools.resize(field.name, width)}
      />
    </th>
  );
}

/** What is dragged is a column of this app: other things that are dragged over a head are not taken. */
const COLUMN = "application/x-quintet-column";

export function widthStyle(width: number | undefined) {
  return width === undefined ? undefined : { width, minWidth: width, maxWidth: width };
}

interface ButtonProps extends Props {
  readonly path: string | null;
  readonly sorted: SortKey | undefined;
  /** Which key it is, of several; else 0. */
  readonly rank: number;
}

function HeadButton({ field, at, tools, path, sorted, rank }: ButtonProps) {
  const { t } = useTranslation("lists");
  const labelOf = useLabel();
  const button = useRef<HTMLButtonElement>(null);
  const isMoving = useRef(false);
  // The browser forgets the focus of what is put elsewhere.
  // biome-ignore lint/correctness/useExhaustiveDependencies: its place is what has changed
  useEffect(() => {
    if (isMoving.current) button.current?.focus();
    isMoving.current = false;
  }, [at]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? stepOf(event) : 0;
    if (step === 0) return;
    event.preventDefault();
    isMoving.current = tools.move(field.name, at + step);
  };
  const Arrow = sorted?.isDescending ? IconArrowDown : IconArrowUp;
  return (
    <button
      ref={button}
      type="button"
      className={classes.button}
      data-sorted={sorted !== undefined || undefined}
      aria-disabled={path === null || undefined}
      title={path === null ? undefined : t("sortHint")}
      onClick={(event) => path !== null && tools.onSort(path, event.shiftKey)}
      onKeyDown={onKeyDown}
    >
      <span className={classes.label}>{labelOf(field)}</span>
      {path !== null && <Arrow size={14} className={classes.arrow} aria-hidden />}
      {rank > 0 && <sup aria-hidden>{rank}</sup>}
    </button>
  );
}
