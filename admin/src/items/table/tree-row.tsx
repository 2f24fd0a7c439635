import { useDraggable, useDroppable } from "@dnd-kit/core";
import { ActionIcon, Loader } from "@mantine/core";
import { IconChevronRight, IconGripVertical } from "@tabler/icons-react";
import { createContext, type KeyboardEvent, type ReactNode, useContext } from "react";
import { useTranslation } from "react-i18next";
import { itemTitle } from "@/api/item-title";
import { type Item, type ItemId, itemId } from "@/api/items";
import type { Collection } from "@/api/model-types";
import type { RowProps } from "./item-table";
import type { TreeNode } from "./tree-rows";
import classes from "./tree-table.module.css";

/** The place above all rows. */
export const ROOT = "root";

export interface TreeTools {
  readonly collection: Collection;
  readonly isMovable: boolean;
  readonly nodes: ReadonlyMap<ItemId, TreeNode>;
  readonly canTake: (id: ItemId) => boolean;
  readonly toggle: (id: ItemId, isOn: boolean) => void;
  readonly step: (node: TreeNode, step: "in" | "out") => void;
}

export const TreeContext = createContext<TreeTools | null>(null);
const HandleContext = createContext<ReactNode>(null);

function useNode(item: Item): { readonly tools: TreeTools | null; readonly node: TreeNode | undefined } {
  const tools = useContext(TreeContext);
  const id = tools === null ? null : itemId(tools.collection, item);
  return { tools, node: id === null ? undefined : tools?.nodes.get(id) };
}

/** A row that can be taken to another one, and takes others in. */
export function TreeRow({ item, children }: RowProps) {
  const { tools, node } = useNode(item);
  const id = String(node?.id ?? "");
  const isMovable = tools?.isMovable === true;
  const drag = useDraggable({ id, disabled: !isMovable });
  const drop = useDroppable({ id, disabled: !isMovable || node === undefined || !tools?.canTake(node.id) });
  const ref = (row: HTMLTableRowElement | null) => {
    drag.setNodeRef(row);
    drop.setNodeRef(row);
  };
  return (
    <HandleContext value={<Handle node={node} grip={drag.setActivatorNodeRef} listeners={drag.listeners} />}>
      <tr
        ref={ref}
        className={classes.row}
        aria-level={node?.level}
        aria-setsize={node?.siblings}
        aria-posinset={node === undefined ? undefined : node.at + 1}
        aria-expanded={node?.mayHaveChildren === true ? node.isOpen : undefined}
        data-dragged={drag.isDragging || undefined}
        data-over={(drop.isOver && !drag.isDragging) || undefined}
      >
        {children}
      </tr>
    </HandleContext>
  );
}

/** What a row is moved by, wherever the table puts it. */
export function TreeHandle() {
  return useContext(HandleContext);
}

interface HandleProps {
  readonly node: TreeNode | undefined;
  readonly grip: (element: HTMLElement | null) => void;
  readonly listeners: ReturnType<typeof useDraggable>["listeners"];
}

function Handle({ node, grip, listeners }: HandleProps) {
  const { t, i18n } = useTranslation(["actions", "form"]);
  const tools = useContext(TreeContext);
  if (node === undefined || tools === null) return null;
  const strike = (event: KeyboardEvent) => {
    const isIn = event.key === (i18n.dir() === "rtl" ? "ArrowLeft" : "ArrowRight");
    if (!isIn && event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    event.stopPropagation();
    tools.step(node, isIn ? "in" : "out");
  };
  const title = itemTitle(tools.collection, node.item) || t("form:unnamed");
  return (
    <ActionIcon
      ref={grip}
      className={classes.handle}
      variant="transparent"
      color="gray"
      {...listeners}
      aria-label={t("actions:tree.handle", { title })}
      onKeyDown={strike}
    >
      <IconGripVertical size={16} aria-hidden />
    </ActionIcon>
  );
}

interface StemProps {
  readonly item: Item;
  /** The first cell. */
  readonly children: ReactNode;
}

/** As far in as the item is deep, with the button that opens what is below it. */
export function TreeStem({ item, children }: StemProps) {
  const { t } = useTranslation(["actions", "form"]);
  const { tools, node } = useNode(item);
  if (tools === null || node === undefined) return children;
  const { id, isOpen, isLoading, mayHaveChildren, level } = node;
  const title = itemTitle(tools.collection, item) || t("form:unnamed");
  return (
    <div className={classes.stem} style={{ paddingInlineStart: `${(level - 1) * 1.5}rem` }}>
      {mayHaveChildren ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-expanded={isOpen}
          aria-label={t(isOpen ? "actions:tree.close" : "actions:tree.open", { title })}
          onClick={() => tools.toggle(id, !isOpen)}
        >
          {isLoading ? (
            <Loader size={12} />
          ) : (
            <span className={classes.turn} data-open={isOpen || undefined}>
              <IconChevronRight size={16} aria-hidden className="flips" />
            </span>
          )}
        </ActionIcon>
      ) : (
        <span className={classes.leaf} />
      )}
      <span className={classes.content}>{children}</span>
    </div>
  );
}
