/** An ordered list of things that are dragged, or moved by keys (arrows on the handle, Alt with an arrow anywhere in a row). Knows nothing of what stands in a row. */

import { closestCenter, DndContext, type DragEndEvent, PointerSensor, useSensor, useSensors } from "@dnd-kit/core";
import { SortableContext, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { ActionIcon } from "@mantine/core";
import { IconGripVertical, IconTrash } from "@tabler/icons-react";
import { type KeyboardEvent, memo, type ReactNode, useCallback, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./row-list.module.css";

/** A click on a handle is no drag. The same object at every render, or every row would be drawn again. */
const AFTER_SOME_WAY = { activationConstraint: { distance: 4 } };

const SHORT = 20;

interface Props<Row> {
  readonly rows: readonly Row[];
  readonly nameOf: (row: Row) => string;
  /** For what a button says to who cannot see it. */
  readonly titleOf: (row: Row, at: number) => string;
  readonly children: (row: Row, at: number) => ReactNode;
  readonly onChange: (rows: readonly Row[]) => void;
  readonly isReadOnly: boolean;
  readonly isOrdered?: boolean;
  readonly labelId: string;
  /** More buttons of a row. */
  readonly actions?: (row: Row, at: number) => ReactNode;
  /** What rows show besides themselves: they are drawn again when it is another one, and else only when their own row is. */
  readonly watched?: unknown;
}

export function RowList<Row>(props: Props<Row>) {
  const { rows, isReadOnly, isOrdered = true } = props;
  const list = useRef<HTMLUListElement>(null);
  const newest = useRef(props);
  newest.current = props;
  const names = rows.map(props.nameOf);
  const joined = names.join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same names are the same list, so that rows are not drawn again
  const ids = useMemo(() => names, [joined]);
  const sensors = useSensors(useSensor(PointerSensor, AFTER_SOME_WAY));
  const move = useCallback((at: number, to: number) => {
    const { rows: now, onChange } = newest.current;
    if (at === to || to < 0 || to >= now.length) return;
    onChange(now.toSpliced(at, 1).toSpliced(to, 0, ...now.slice(at, at + 1)));
  }, []);
  const remove = useCallback((at: number) => {
    newest.current.onChange(newest.current.rows.toSpliced(at, 1));
    // What had the focus is gone: the list keeps it.
    list.current?.focus();
  }, []);
  const drop = useCallback(
    ({ active, over }: DragEndEvent) => {
      if (over !== null) move(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
    },
    [ids, move],
  );
  if (rows.length === 0) return null;
  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop} accessibility={SILENT}>
      <SortableContext items={ids} strategy={verticalListSortingStrategy} disabled={isReadOnly || !isOrdered}>
        <ul
          ref={list}
          className={classes.rows}
          data-long={rows.length > SHORT || undefined}
          aria-labelledby={props.labelId}
          tabIndex={-1}
        >
          {rows.map((row, at) => (
            <OneRow
              key={ids[at]}
              id={ids[at] ?? ""}
              row={row}
              at={at}
              watched={props.watched}
              isMovable={!isReadOnly && isOrdered && rows.length > 1}
              isReadOnly={isReadOnly}
              newest={newest}
              onMove={move}
              onRemove={remove}
            />
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  );
}

/** The rows themselves say what they are and how they are moved; a second voice would only repeat it. */
const SILENT = {
  screenReaderInstructions: { draggable: "" },
  announcements: { onDragStart: none, onDragOver: none, onDragEnd: none, onDragCancel: none },
};

function none(): undefined {
  return undefined;
}

interface RowProps<Row> {
  readonly id: string;
  readonly row: Row;
  readonly at: number;
  readonly watched: unknown;
  readonly isMovable: boolean;
  readonly isReadOnly: boolean;
  readonly newest: { readonly current: Props<Row> };
  readonly onMove: (at: number, to: number) => void;
  readonly onRemove: (at: number) => void;
}

function PlainRow<Row>({ id, row, at, isMovable, isReadOnly, newest, onMove, onRemove }: RowProps<Row>) {
  const { t } = useTranslation("fields");
  const { titleOf, children, actions } = newest.current;
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id,
    disabled: !isMovable,
  });
  const title = titleOf(row, at);
  const strike = (event: KeyboardEvent, isHandle: boolean) => {
    if (!isMovable || !(isHandle || event.altKey) || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(at, at + (event.key === "ArrowUp" ? -1 : 1));
  };
  return (
    <li
      ref={setNodeRef}
      className={classes.row}
      data-dragged={isDragging || undefined}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      onKeyDown={(event) => strike(event, false)}
    >
      {isMovable && (
        <ActionIcon
          ref={setActivatorNodeRef}
          className={classes.handle}
          variant="transparent"
          color="gray"
          {...listeners}
          aria-label={t("rows.move", { title })}
          aria-describedby={attributes["aria-describedby"]}
          onKeyDown={(event) => strike(event, true)}
        >
          <IconGripVertical size={16} aria-hidden />
        </ActionIcon>
      )}
      <div className={classes.content}>{children(row, at)}</div>
      {!isReadOnly && (
        <div className={classes.buttons}>
          {actions?.(row, at)}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("rows.remove", { title })}
            onClick={() => onRemove(at)}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </div>
      )}
    </li>
  );
}

// A memo of a generic component is generic only to who says so.
const OneRow = memo(PlainRow) as typeof PlainRow;
