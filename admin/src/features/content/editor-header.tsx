import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCopy,
  IconDots,
  IconExternalLink,
  IconLink,
  IconTrash,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useCallback, useMemo, useRef, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { ItemId } from "@/api/items";
import type { Collection } from "@/api/model-types";
import { type Command, useCommands } from "@/hooks/use-commands";
import { useTitle } from "@/hooks/use-title";
import type { FormStore } from "@/items/form/form-store";
import type { SavingState } from "@/items/form/use-saving";
import { fillTemplate } from "@/lib/text";
import classes from "./editor-header.module.css";
import { useDeleteItem } from "./use-delete-item";

interface Props {
  readonly collection: Collection;
  readonly store: FormStore;
  readonly id: ItemId | null;
  readonly isNew: boolean;
  readonly isDirty: boolean;
  readonly state: SavingState;
  readonly title: string;
  readonly onSave: () => void;
}

/** Stays in sight: what is edited, whether it is saved, and what can be done with it. */
export function EditorHeader({ title, onSave, ...props }: Props) {
  const { t } = useTranslation("form");
  const { state, isNew, isDirty } = props;
  useTitle(title);
  useEditorCommands(onSave, props.store);
  return (
    <header className={classes.header}>
      <h1 className={classes.title} title={title}>
        {title}
      </h1>
      <span className={classes.state} aria-live="polite" data-dirty={isDirty || undefined}>
        {state.kind === "saving" ? t("saving") : isDirty ? t("unsaved") : state.kind === "saved" ? t("saved") : ""}
      </span>
      <div className={classes.actions}>
        <Undo store={props.store} />
        {!isNew && props.id !== null && <More {...props} id={props.id} title={title} />}
        <Button type="submit" loading={state.kind === "saving"} disabled={!isDirty && !isNew}>
          {isNew ? t("create") : t("save")}
        </Button>
      </div>
    </header>
  );
}

const heard = { isHeardElsewhere: true } as const;

function useEditorCommands(onSave: () => void, store: FormStore): void {
  const { t } = useTranslation("form");
  const save = useRef(onSave);
  save.current = onSave;
  const commands = useMemo<readonly Command[]>(
    () => [
      { id: "save", label: t("save"), group: t("group"), keys: "mod+s", perform: () => save.current() },
      // In a text the browser takes back letters: the form listens where it is its turn.
      { ...heard, id: "undo", label: t("undo"), group: t("group"), keys: "mod+z", perform: () => store.undo() },
      { ...heard, id: "redo", label: t("redo"), group: t("group"), keys: "mod+shift+z", perform: () => store.redo() },
    ],
    [t, store],
  );
  useCommands(commands);
}

function Undo({ store }: { readonly store: FormStore }) {
  const { t } = useTranslation("form");
  const follow = useCallback((follower: () => void) => store.follow("*", follower), [store]);
  const canUndo = useSyncExternalStore(follow, store.canUndo);
  const canRedo = useSyncExternalStore(follow, store.canRedo);
  const button = (label: string, Icon: typeof IconArrowBackUp, isThere: boolean, run: () => void) => (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} aria-disabled={!isThere} onClick={run}>
        <Icon size={18} aria-hidden className="flips" />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <div className={classes.undo}>
      {button(t("undo"), IconArrowBackUp, canUndo, () => store.undo())}
      {button(t("redo"), IconArrowForwardUp, canRedo, () => store.redo())}
    </div>
  );
}

function More({ collection, store, id, title }: Omit<Props, "onSave" | "id"> & { readonly id: ItemId }) {
  const { t } = useTranslation("form");
  const remove = useDeleteItem(collection, id, title);
  // The parameters of a page are read by the page: the router knows none of them.
  const copied = { from: String(id) } as never;
  const copy = (text: string) => void navigator.clipboard?.writeText(text);
  const preview =
    collection.previewUrl === null
      ? null
      : fillTemplate(collection.previewUrl.replace(/\{(\w+)\}/g, "{{$1}}"), (path) =>
          String(store.currentJson(path) ?? ""),
        );
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={t("more")}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {preview !== null && (
            <Menu.Item
              component="a"
              href={preview}
              target="_blank"
              leftSection={<IconExternalLink size={16} aria-hidden />}
            >
              {t("preview")}
            </Menu.Item>
          )}
          {collection.permissions.create.access !== "none" && (
            <Menu.Item
              leftSection={<IconCopy size={16} aria-hidden />}
              renderRoot={(root) => (
                <Link
                  to="/content/$collection/$id"
                  params={{ collection: collection.name, id: "+" }}
                  search={copied}
                  {...root}
                />
              )}
            >
              {t("duplicate")}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconLink size={16} aria-hidden />} onClick={() => copy(window.location.href)}>
            {t("copyLink")}
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => copy(String(id))}>
            {t("copyId")}
          </Menu.Item>
          {collection.permissions.delete.access !== "none" && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={remove.ask}>
              {t("delete.action")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {remove.dialog}
    </>
  );
}
