import { ActionIcon, Button, Group, Popover } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Item, ItemId } from "@/api/items";
import type { Collection, Field } from "@/api/model-types";
import { definitionOf } from "@/fields/registry";
import { FieldRow } from "@/items/form/field-row";
import { FormStore } from "@/items/form/form-store";
import type { CellMove } from "./cell-places";
import classes from "./editable-cell.module.css";
import { useCellSaving } from "./use-cell-saving";

interface Props {
  readonly collection: Collection;
  readonly item: Item;
  readonly id: ItemId;
  readonly field: Field;
  readonly label: string;
  readonly cell: RefObject<HTMLDivElement | null>;
  readonly onDone: (move: CellMove) => void;
}

/** The field's own input over its cell. Enter and Tab save and go on, Escape leaves everything as it was. */
export function CellEditor({ collection, item, id, field, label, cell, onDone }: Props) {
  const { t } = useTranslation(["actions", "form"]);
  // It comes a moment after the editor: there is no ref to look at in the first effect.
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const [store] = useState(() => new FormStore([field], item));
  const move = useRef<CellMove>("stay");
  const onSaved = () => onDone(move.current);
  const { state, save, overwrite, takeTheirs } = useCellSaving({ collection, field, id, store, onSaved });
  const leave = (to: CellMove) => {
    move.current = to;
    void save();
  };
  useInputFocus(frame);
  useOutside(frame, () => leave("stay"));
  const strike = (event: KeyboardEvent) => {
    event.stopPropagation();
    const isOpen = event.target instanceof Element && event.target.getAttribute("aria-expanded") === "true";
    if (event.defaultPrevented || event.nativeEvent.isComposing || isOpen) return;
    const to = { Enter: "down", Tab: event.shiftKey ? "previous" : "next" }[event.key];
    const isButton = event.target instanceof HTMLButtonElement && event.key === "Enter";
    if (event.key === "Escape") onDone("stay");
    else if (to === undefined || isButton || state.kind === "conflict") return;
    else leave(to === "down" ? "down" : to === "next" ? "next" : "previous");
    event.preventDefault();
  };
  return (
    <Popover
      opened
      position="bottom-start"
      offset={-(cell.current?.offsetHeight ?? 0) - 8}
      width={360}
      hideDetached={false}
      withRoles={false}
    >
      <Popover.Target>
        <span className={classes.anchor} />
      </Popover.Target>
      <Popover.Dropdown
        p={0}
        role="dialog"
        aria-label={label}
        onKeyDown={strike}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        <div ref={setFrame}>
          <div className={classes.editor}>
            <FieldRow store={store} field={{ ...field, help: {} }} isReadOnly={false} isNew={false} />
            <ActionIcon
              variant="filled"
              size="lg"
              aria-label={t("form:save")}
              loading={state.kind === "saving"}
              onClick={() => leave("stay")}
            >
              <IconCheck size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon variant="default" size="lg" aria-label={t("form:cancel")} onClick={() => onDone("stay")}>
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </div>
          {state.kind === "refused" && state.text !== "" && (
            <p role="alert" className={classes.problem}>
              {state.text}
            </p>
          )}
          {state.kind === "conflict" && (
            <Conflict
              field={field}
              theirs={state.theirs.item}
              onMine={() => void overwrite(state.theirs)}
              onTheirs={() => takeTheirs(state.theirs)}
            />
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

interface ConflictProps {
  readonly field: Field;
  readonly theirs: Item;
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}

function Conflict({ field, theirs, onMine, onTheirs }: ConflictProps) {
  const { t } = useTranslation("actions");
  const { Cell, fromJson } = definitionOf(field);
  return (
    <div className={classes.conflict} role="alert">
      <p>
        {t("cell.conflict")} <Cell field={field} value={fromJson(theirs[field.name], field)} />
      </p>
      <Group gap="xs">
        <Button size="xs" onClick={onMine}>
          {t("cell.mine")}
        </Button>
        <Button size="xs" variant="default" onClick={onTheirs}>
          {t("cell.theirs")}
        </Button>
      </Group>
    </div>
  );
}

/** The input is loaded when it is wanted: as soon as it is there it has the cursor, with everything marked. */
function useInputFocus(frame: HTMLElement | null): void {
  useEffect(() => {
    if (frame === null) return;
    const focus = (): boolean => {
      const input = frame.querySelector<HTMLElement>("[data-field] :is(input:not([type=hidden]), textarea)");
      input?.focus();
      if (input instanceof HTMLInputElement && !input.readOnly) input.select();
      return input !== null;
    };
    if (focus()) return;
    const observer = new MutationObserver(() => {
      if (focus()) observer.disconnect();
    });
    observer.observe(frame, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [frame]);
}

/** Lists of choices lie outside of the page's order and belong to it all the same. */
function useOutside(frame: HTMLElement | null, onOutside: () => void): void {
  const newest = useRef(onOutside);
  newest.current = onOutside;
  useEffect(() => {
    const listen = ({ target }: PointerEvent) => {
      if (!(target instanceof Element) || frame === null) return;
      const isOwn = frame.contains(target) || target.closest("[data-portal]") !== null;
      if (!isOwn) newest.current();
    };
    document.addEventListener("pointerdown", listen);
    return () => document.removeEventListener("pointerdown", listen);
  }, [frame]);
}
