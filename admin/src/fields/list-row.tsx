import { useSortable } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import { ActionIcon } from "@mantine/core";
import { IconGripVertical, IconTrash, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, memo, type ReactNode, useCallback, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import classes from "./row-list.module.css";
import type { RowStore } from "./row-store";

/** What a row shows, as the list was told last. */
export interface RowLook<Row> {
  /** For what a button says to who cannot see it. */
  readonly titleOf: (row: Row, at: number) => string;
  readonly children: (row: Row, at: number) => ReactNode;
  /** What takes a row away deletes nothing. */
  readonly isOnlyHidden?: boolean;
  /** More buttons of a row. */
  readonly actions?: (row: Row, at: number) => ReactNode;
}

interface Props<Row> {
  readonly id: string;
  readonly at: number;
  readonly store: RowStore<Row>;
  readonly look: { readonly current: RowLook<Row> };
  /** Drawn again when it is another one. */
  readonly watched: unknown;
  readonly isMovable: boolean;
  readonly isReadOnly: boolean;
  readonly onMove: (at: number, to: number) => void;
  readonly onRemove: (at: number) => void;
}

function PlainRow<Row>({ id, at, store, look, isMovable, isReadOnly, onMove, onRemove }: Props<Row>) {
  const { t } = useTranslation("fields");
  const follow = useCallback((follower: () => void) => store.follow(id, follower), [store, id]);
  const row = useSyncExternalStore(follow, () => store.get(id));
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id,
    disabled: !isMovable,
  });
  if (row === undefined) return null;
  const { titleOf, children, actions, isOnlyHidden = false } = look.current;
  const RemoveIcon = isOnlyHidden ? IconX : IconTrash;
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
            <RemoveIcon size={16} aria-hidden />
          </ActionIcon>
        </div>
      )}
    </li>
  );
}

// A memo of a generic component is generic only to who says so.
export const ListRow = memo(PlainRow) as typeof PlainRow;
