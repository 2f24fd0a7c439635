/** An ordered list of things with buttons and keys (Alt with an arrow) to move and to remove them. Knows nothing of what stands in a row. */
import { ActionIcon } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconTrash } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./row-list.module.css";

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
}

export function RowList<Row>({ rows, isReadOnly, isOrdered = true, onChange, ...props }: Props<Row>) {
  const list = useRef<HTMLUListElement>(null);
  if (rows.length === 0) return null;
  const move = (at: number, by: number) => {
    const to = at + by;
    if (isReadOnly || !isOrdered || to < 0 || to >= rows.length) return;
    onChange(rows.toSpliced(at, 1).toSpliced(to, 0, ...rows.slice(at, at + 1)));
  };
  const strike = (event: KeyboardEvent, at: number) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    event.stopPropagation();
    move(at, event.key === "ArrowUp" ? -1 : 1);
  };
  const remove = (at: number) => {
    onChange(rows.toSpliced(at, 1));
    // What had the focus is gone: the list keeps it.
    list.current?.focus();
  };
  return (
    <ul ref={list} className={classes.rows} aria-labelledby={props.labelId} tabIndex={-1}>
      {rows.map((row, at) => (
        <li key={props.nameOf(row)} className={classes.row} onKeyDown={(event) => strike(event, at)}>
          <div className={classes.content}>{props.children(row, at)}</div>
          {!isReadOnly && (
            <RowButtons
              title={props.titleOf(row, at)}
              isFirst={at === 0}
              isLast={at === rows.length - 1}
              onMove={isOrdered ? (by) => move(at, by) : null}
              onRemove={() => remove(at)}
            >
              {props.actions?.(row, at)}
            </RowButtons>
          )}
        </li>
      ))}
    </ul>
  );
}

interface ButtonsProps {
  readonly title: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: ((by: number) => void) | null;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}

function RowButtons({ title, isFirst, isLast, onMove, onRemove, children }: ButtonsProps) {
  const { t } = useTranslation("fields");
  return (
    <div className={classes.buttons}>
      {children}
      {onMove !== null && (
        <>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("rows.up", { title })}
            aria-disabled={isFirst}
            onClick={() => onMove(-1)}
          >
            <IconArrowUp size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("rows.down", { title })}
            aria-disabled={isLast}
            onClick={() => onMove(1)}
          >
            <IconArrowDown size={16} aria-hidden />
          </ActionIcon>
        </>
      )}
      <ActionIcon variant="subtle" color="gray" aria-label={t("rows.remove", { title })} onClick={onRemove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}
