/** Rows that are dragged to another place, or moved by the arrows on their handle. */
import { closestCenter, DndContext, type DragEndEvent, PointerSensor, useSensor, useSensors } from "@dnd-kit/core";
import { SortableContext, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { ActionIcon, VisuallyHidden } from "@mantine/core";
import { IconGripVertical } from "@tabler/icons-react";
import {
  createContext,
  type KeyboardEvent,
  type ReactNode,
  useContext,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import type { Query } from "@/api/client";
import { itemTitle } from "@/api/item-title";
import { type Item, type ItemId, itemId } from "@/api/items";
import type { Collection } from "@/api/model-types";
import type { Lead, RowProps } from "./item-table";
import classes from "./ordered-rows.module.css";
import { useMoving } from "./use-moving";

interface Props {
  readonly collection: Collection;
  readonly items: readonly Item[];
  /** Of the page. */
  readonly query: Query;
  /** Draws the table with these parts. */
  readonly children: (parts: OrderedParts) => ReactNode;
}

export interface OrderedParts {
  readonly renderRow: typeof OrderedRow;
  readonly lead: Lead;
  /** Up or down by one place of the page. */
  readonly step: (item: ItemId, by: 1 | -1) => void;
}

interface Ordering {
  readonly collection: Collection;
  /** Whether there was a place to go to. */
  readonly onStep: (item: Item, by: 1 | -1) => boolean;
}

const OrderingContext = createContext<Ordering | null>(null);
const HandleContext = createContext<ReactNode>(null);

/** A click on a handle is no drag. */
const AFTER_SOME_WAY = { activationConstraint: { distance: 4 } };

export function OrderedRows({ collection, items, query, children }: Props) {
  const { t } = useTranslation("actions");
  const sensors = useSensors(useSensor(PointerSensor, AFTER_SOME_WAY));
  const move = useMoving(collection, query);
  const [said, setSaid] = useState("");
  const ids = items.map((item) => String(itemId(collection, item)));
  const go = (from: number, to: number) => {
    const [item, target] = [items[from], items[to]];
    if (item === undefined || target === undefined) return false;
    const [id, place] = [itemId(collection, item), itemId(collection, target)];
    if (id === null || place === null) return false;
    move(id, place);
    setSaid(t("order.moved", { title: itemTitle(collection, item), at: to + 1, total: items.length }));
    return true;
  };
  const newest = useRef(go);
  newest.current = go;
  const ordering = useMemo<Ordering>(
    () => ({
      collection,
      onStep: (item, by) => {
        const at = ids.indexOf(String(itemId(collection, item)));
        return newest.current(at, at + by);
      },
    }),
    [collection, ids],
  );
  const drop = ({ active, over }: DragEndEvent) => {
    if (over !== null && active.id !== over.id) go(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
  };
  return (
    <OrderingContext value={ordering}>
      <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop} accessibility={SILENT}>
        <SortableContext items={ids} strategy={verticalListSortingStrategy}>
          {children({
            renderRow: OrderedRow,
            lead: { label: t("order.column"), cell: () => <Handle /> },
            step: (id, by) => go(ids.indexOf(String(id)), ids.indexOf(String(id)) + by),
          })}
        </SortableContext>
      </DndContext>
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
    </OrderingContext>
  );
}

/** The handles themselves say what they are and how they are moved; a second voice would only repeat it. */
const SILENT = {
  screenReaderInstructions: { draggable: "" },
  announcements: { onDragStart: none, onDragOver: none, onDragEnd: none, onDragCancel: none },
};

function none(): undefined {
  return undefined;
}

function Handle() {
  return useContext(HandleContext);
}

function OrderedRow({ item, children }: RowProps) {
  const { t } = useTranslation(["actions", "form"]);
  const ordering = useContext(OrderingContext);
  const isStepping = useRef(false);
  const collection = ordering?.collection;
  const id = collection === undefined ? null : itemId(collection, item);
  const sortable = useSortable({ id: String(id) });
  const { listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging, index } = sortable;
  const grip = useRef<HTMLElement | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row that has come to another place has lost the focus on its way
  useLayoutEffect(() => {
    if (isStepping.current) grip.current?.focus();
    isStepping.current = false;
  }, [index]);
  const strike = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    isStepping.current = ordering?.onStep(item, by) === true;
  };
  const title = (collection === undefined ? "" : itemTitle(collection, item)) || t("form:unnamed");
  const handle = (
    <ActionIcon
      ref={(element) => {
        grip.current = element;
        setActivatorNodeRef(element);
      }}
      className={classes.handle}
      variant="transparent"
      color="gray"
      {...listeners}
      aria-label={t("actions:order.handle", { title })}
      onKeyDown={strike}
    >
      <IconGripVertical size={16} aria-hidden />
    </ActionIcon>
  );
  return (
    <HandleContext value={handle}>
      <tr
        ref={setNodeRef}
        className={classes.row}
        data-dragged={isDragging || undefined}
        style={{ transform: CSS.Translate.toString(transform), transition }}
      >
        {children}
      </tr>
    </HandleContext>
  );
}
