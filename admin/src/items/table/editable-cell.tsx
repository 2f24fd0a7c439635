import { type KeyboardEvent, lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { itemTitle } from "@/api/item-title";
import { type Item, itemId } from "@/api/items";
import type { Collection, Field } from "@/api/model-types";
import { useLabel } from "@/hooks/use-label";
import { useTexts } from "@/i18n/use-texts";
import { buttonOf, type CellMove, neighbor } from "./cell-places";
import classes from "./editable-cell.module.css";

const CellEditor = lazy(() => import("./cell-editor").then((module) => ({ default: module.CellEditor })));

interface Props {
  readonly collection: Collection;
  readonly item: Item;
  readonly field: Field;
  /** The one of its row that the tab key comes to; arrows lead on from there. */
  readonly isFirst: boolean;
  readonly children: ReactNode;
}

const ARROWS: Readonly<Record<string, CellMove>> = { ArrowUp: "up", ArrowDown: "down" };

/** A cell whose value can be changed where it stands: by a double click, F2, or its button. */
export function EditableCell({ collection, item, field, isFirst, children }: Props) {
  const t = useTexts();
  const labelOf = useLabel();
  const cell = useRef<HTMLDivElement>(null);
  const [isEditing, setEditing] = useState(false);
  const id = itemId(collection, item);
  if (id === null) return children;
  const strike = (event: KeyboardEvent) => {
    if (isEditing || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const isForward = event.key === (document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight");
    const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight" ? (isForward ? "next" : "previous") : null;
    const move = sideways ?? ARROWS[event.key];
    if (event.key === "F2") setEditing(true);
    else if (move === undefined || cell.current === null) return;
    else buttonOf(neighbor(cell.current, move))?.focus();
    event.preventDefault();
  };
  const begin = () => {
    // A double click marks a word, too.
    window.getSelection()?.removeAllRanges();
    setEditing(true);
  };
  const done = (move: CellMove) => {
    setEditing(false);
    const next = cell.current === null ? null : neighbor(cell.current, move);
    // The buttons are there again once this one is drawn.
    setTimeout(() => {
      const button = buttonOf(next);
      button?.focus();
      if (move === "next" || move === "previous") button?.click();
    });
  };
  const title = itemTitle(collection, item) || t("form:unnamed");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same for who has no mouse
    <div ref={cell} className={classes.cell} data-cell={field.name} onDoubleClick={begin} onKeyDown={strike}>
      {children}
      {isEditing ? (
        <Suspense>
          <CellEditor {...{ collection, item, field, id }} cell={cell} label={labelOf(field)} onDone={done} />
        </Suspense>
      ) : (
        <button
          type="button"
          className={classes.pencil}
          tabIndex={isFirst ? 0 : -1}
          aria-label={t("lists:editCell", { field: labelOf(field), title })}
          onClick={() => setEditing(true)}
        />
      )}
    </div>
  );
}
