import {
  DndContext,
  type DragEndEvent,
  DragOverlay,
  PointerSensor,
  pointerWithin,
  useDroppable,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { type ReactNode, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Query } from "@/api/client";
import { itemTitle } from "@/api/item-title";
import type { Item, ItemId } from "@/api/items";
import { useModel } from "@/api/model-context";
import type { Collection } from "@/api/model-types";
import { Loading } from "@/components/loading/loading";
import { ErrorNotice } from "@/components/notice/error-notice";
import { complain } from "@/components/undo/undo-store";
import { mayMove } from "@/items/actions/item-actions";
import { useMoveUnder } from "@/items/actions/use-move-under";
import type { Lead } from "./item-table";
import { ROOT, TreeContext, TreeHandle, TreeRow, TreeStem, type TreeTools } from "./tree-row";
import { isAbove, steppedParent, type TreeNode, useTree } from "./tree-rows";
import classes from "./tree-table.module.css";

interface Props {
  readonly collection: Collection;
  /** The fields and the order of the list. */
  readonly query: Query;
  readonly isHidden: (id: ItemId | null) => boolean;
  /** Draws the table with these parts. */
  readonly children: (parts: TreeParts) => ReactNode;
}

export interface TreeParts {
  readonly items: readonly Item[];
  readonly renderRow: typeof TreeRow;
  readonly stem: (item: Item, content: ReactNode) => ReactNode;
  readonly lead: Lead | undefined;
}

const AFTER_SOME_WAY = { activationConstraint: { distance: 4 } };

/** A list as a tree: opened branch by branch, and moved by dragging a row onto its new parent. */
export function TreeTable({ collection, query, isHidden, children }: Props) {
  const { t } = useTranslation("actions");
  const model = useModel();
  const sensors = useSensors(useSensor(PointerSensor, AFTER_SOME_WAY));
  const [open, setOpen] = useState<ReadonlySet<ItemId>>(new Set());
  const [dragged, setDragged] = useState<ItemId | null>(null);
  const tree = useTree(collection, query, open, model.pageLimit.max);
  const nodes = tree.nodes.filter(({ id }) => !isHidden(id));
  const { move } = useMoveUnder(collection, { onRefused: complain });
  const isMovable = mayMove(collection);
  const toggle = useCallback(
    (id: ItemId, isOn: boolean) =>
      setOpen((before) => {
        const after = new Set(before);
        if (isOn) after.add(id);
        else after.delete(id);
        return after;
      }),
    [],
  );
  const put = (id: ItemId, parent: ItemId | null) => {
    const node = nodes.find((one) => one.id === id);
    if (node === undefined || id === parent || (node.parent?.id ?? null) === parent) return;
    if (parent !== null) toggle(parent, true);
    move([id], [node.item], parent);
  };
  const drop = ({ active, over }: DragEndEvent) => {
    setDragged(null);
    const id = nodes.find((node) => String(node.id) === String(active.id))?.id;
    const target = nodes.find((node) => String(node.id) === String(over?.id))?.id;
    if (id !== undefined && over !== null) put(id, over.id === ROOT ? null : (target ?? null));
  };
  const tools: TreeTools = {
    collection,
    isMovable,
    nodes: new Map(nodes.map((node) => [node.id, node])),
    // What is under the dragged one cannot take it in.
    canTake: (id) => dragged === null || !isAbove(nodes.find((node) => node.id === id) ?? null, dragged),
    toggle,
    step: (node, step) => {
      const parent = steppedParent(nodes, node, step);
      if (parent !== undefined) put(node.id, parent);
    },
  };
  if (tree.isPending) return <Loading />;
  if (tree.error !== null) return <ErrorNotice error={tree.error} onRetry={tree.retry} />;
  const lead: Lead = { label: t("tree.column"), cell: () => <TreeHandle /> };
  return (
    <TreeContext value={tools}>
      <DndContext
        sensors={sensors}
        collisionDetection={pointerWithin}
        onDragStart={({ active }) => setDragged(nodes.find(({ id }) => String(id) === String(active.id))?.id ?? null)}
        onDragCancel={() => setDragged(null)}
        onDragEnd={drop}
        accessibility={SILENT}
      >
        <div className={classes.frame}>
          {dragged !== null && <Root />}
          {children({
            items: nodes.map(({ item }) => item),
            renderRow: TreeRow,
            stem: (item, content) => <TreeStem item={item}>{content}</TreeStem>,
            lead: isMovable ? lead : undefined,
          })}
        </div>
        <DragOverlay dropAnimation={null}>
          {dragged !== null && <div className={classes.dragged}>{titleOf(nodes, dragged, collection)}</div>}
        </DragOverlay>
      </DndContext>
      {tree.isCut && <p className={classes.note}>{t("tree.cut", { count: model.pageLimit.max })}</p>}
    </TreeContext>
  );
}

function titleOf(nodes: readonly TreeNode[], id: ItemId, collection: Collection): string {
  const node = nodes.find((one) => one.id === id);
  return node === undefined ? "" : itemTitle(collection, node.item) || String(id);
}

function Root() {
  const { t } = useTranslation("actions");
  const { setNodeRef, isOver } = useDroppable({ id: ROOT });
  return (
    <div ref={setNodeRef} className={classes.root} data-over={isOver || undefined}>
      {t("move.toTop")}
    </div>
  );
}

/** The handles say what they are and how they are moved. */
const SILENT = {
  screenReaderInstructions: { draggable: "" },
  announcements: { onDragStart: none, onDragOver: none, onDragEnd: none, onDragCancel: none },
};

function none(): undefined {
  return undefined;
}
