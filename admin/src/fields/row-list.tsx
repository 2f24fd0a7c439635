/** An ordered list of things that are dragged, or moved by keys (arrows on the handle, Alt with an arrow anywhere in a row). Knows nothing of what stands in a row. */

import { closestCenter, DndContext, type DragEndEvent, PointerSensor, useSensor, useSensors } from "@dnd-kit/core";
import { SortableContext, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { memo, useCallback, useLayoutEffect, useMemo, useRef } from "react";
import { ListRow, type RowLook } from "./list-row";
import classes from "./row-list.module.css";
import { RowStore } from "./row-store";

/** A click on a handle is no drag. The same object at every render, or every row would be drawn again. */
const AFTER_SOME_WAY = { activationConstraint: { distance: 4 } };

const SHORT = 20;

interface Props<Row> extends RowLook<Row> {
  readonly rows: readonly Row[];
  readonly nameOf: (row: Row) => string;
  readonly onChange: (rows: readonly Row[]) => void;
  readonly isReadOnly: boolean;
  readonly isOrdered?: boolean;
  readonly labelId: string;
  /** What rows show besides themselves: they are drawn again when it is another one, and else only when their own row is. */
  readonly watched?: unknown;
}

export function RowList<Row>(props: Props<Row>) {
  const { rows, nameOf, isReadOnly, isOrdered = true, labelId, watched } = props;
  const newest = useRef(props);
  newest.current = props;
  const names = rows.map(nameOf);
  const joined = names.join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same names are the same list, so that it is not drawn again
  const ids = useMemo(() => names, [joined]);
  const store = useMemo(() => new RowStore<Row>(), []);
  store.hold(ids, rows);
  useLayoutEffect(() => store.tell());
  if (rows.length === 0) return null;
  return (
    <Rows
      ids={ids}
      store={store}
      newest={newest}
      watched={watched}
      isMovable={!isReadOnly && isOrdered}
      isReadOnly={isReadOnly}
      labelId={labelId}
    />
  );
}

interface RowsProps<Row> {
  readonly ids: string[];
  readonly store: RowStore<Row>;
  readonly newest: { readonly current: Props<Row> };
  readonly watched: unknown;
  readonly isMovable: boolean;
  readonly isReadOnly: boolean;
  readonly labelId: string;
}

function PlainRows<Row>({ ids, newest, isMovable, labelId, ...rest }: RowsProps<Row>) {
  const list = useRef<HTMLUListElement>(null);
  const sensors = useSensors(useSensor(PointerSensor, AFTER_SOME_WAY));
  const move = useCallback(
    (at: number, to: number) => {
      const { rows, onChange } = newest.current;
      if (at === to || to < 0 || to >= rows.length) return;
      onChange(rows.toSpliced(at, 1).toSpliced(to, 0, ...rows.slice(at, at + 1)));
    },
    [newest],
  );
  const remove = useCallback(
    (at: number) => {
      newest.current.onChange(newest.current.rows.toSpliced(at, 1));
      // What had the focus is gone: the list keeps it.
      list.current?.focus();
    },
    [newest],
  );
  const drop = ({ active, over }: DragEndEvent) => {
    if (over !== null) move(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
  };
  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop} accessibility={SILENT}>
      <SortableContext items={ids} strategy={verticalListSortingStrategy} disabled={!isMovable}>
        <ul
          ref={list}
          className={classes.rows}
          data-long={ids.length > SHORT || undefined}
          aria-labelledby={labelId}
          tabIndex={-1}
        >
          {ids.map((id, at) => (
            <ListRow
              key={id}
              id={id}
              at={at}
              look={newest}
              isMovable={isMovable && ids.length > 1}
              onMove={move}
              onRemove={remove}
              {...rest}
            />
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  );
}

const Rows = memo(PlainRows) as typeof PlainRows;

/** The rows themselves say what they are and how they are moved; a second voice would only repeat it. */
const SILENT = {
  screenReaderInstructions: { draggable: "" },
  announcements: { onDragStart: none, onDragOver: none, onDragEnd: none, onDragCancel: none },
};

function none(): undefined {
  return undefined;
}
