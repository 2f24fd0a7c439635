import { Button, Checkbox, Group, SegmentedControl } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isApiError } from "@/api/errors";
import type { Item } from "@/api/items";
import { keys } from "@/api/keys";
import { type Chosen, countOf, updateEach } from "@/api/many";
import { useModel } from "@/api/model-context";
import type { Collection, Field } from "@/api/model-types";
import { SideDialog } from "@/components/dialog/side-dialog";
import { complain, offer } from "@/components/undo/undo-store";
import { useErrorText } from "@/hooks/use-error-text";
import { useLabel } from "@/hooks/use-label";
import { localProblems, serverProblems } from "@/items/form/check";
import { FieldRow } from "@/items/form/field-row";
import { FormStore } from "@/items/form/form-store";
import classes from "./edit-dialog.module.css";
import { sharedFields } from "./editable-fields";
import { type ChangeMode, type FieldChange, fieldError, modesOf, readBefore, writeChange } from "./shared-change";
import { useCountText } from "./use-count-text";

interface Props {
  readonly collection: Collection;
  readonly chosen: Chosen;
  readonly onClose: () => void;
}

/** One value for many items: only the fields that are ticked are changed. */
export function EditDialog({ collection, chosen, onClose }: Props) {
  const { t } = useTranslation(["actions", "form"]);
  const { t: tField } = useTranslation("fields");
  const fields = sharedFields(collection);
  const [store] = useState(() => new FormStore(fields, {}));
  const [modes, setModes] = useState<ReadonlyMap<string, ChangeMode>>(new Map());
  const choose = (name: string, mode: ChangeMode | null) =>
    setModes((before) => {
      const after = new Map(before);
      if (mode === null) after.delete(name);
      else after.set(name, mode);
      return after;
    });
  const writing = useWriting(collection, chosen, store, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const problems = localProblems(store, (name) => modes.has(name), tField);
    store.showProblems(problems);
    if (problems.size > 0) return;
    const changed = fields.flatMap((field): FieldChange[] => {
      const mode = modes.get(field.name);
      return mode === undefined ? [] : [{ field, mode, json: store.currentJson(field.name) }];
    });
    writing.mutate(changed);
  };
  const count = useCountText()(countOf(chosen));
  return (
    <SideDialog onClose={onClose} title={t("actions:edit.title", count)} size="36rem">
      <form onSubmit={submit} noValidate className={classes.form}>
        <p className={classes.text}>{t("actions:edit.text")}</p>
        {fields.map((field) => (
          <OneField
            key={field.name}
            field={field}
            store={store}
            mode={modes.get(field.name) ?? null}
            modes={modesOf(field, chosen)}
            onChoose={(mode) => choose(field.name, mode)}
          />
        ))}
        <div className={classes.foot}>
          <Rest writing={writing} chosen={chosen} />
          <Group gap="xs" justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("form:cancel")}
            </Button>
            <Button type="submit" loading={writing.isPending} disabled={modes.size === 0}>
              {t("actions:edit.save", count)}
            </Button>
          </Group>
        </div>
      </form>
    </SideDialog>
  );
}

function Rest({ writing, chosen }: { readonly writing: ReturnType<typeof useWriting>; readonly chosen: Chosen }) {
  const { t } = useTranslation("actions");
  if (writing.isError) {
    return (
      <p role="alert" className={classes.problem}>
        {writing.told}
      </p>
    );
  }
  return chosen.kind === "query" ? <p className={classes.text}>{t("edit.everything")}</p> : null;
}

interface FieldProps {
  readonly field: Field;
  readonly store: FormStore;
  readonly mode: ChangeMode | null;
  readonly modes: readonly ChangeMode[];
  readonly onChoose: (mode: ChangeMode | null) => void;
}

function OneField({ field, store, mode, modes, onChoose }: FieldProps) {
  const { t } = useTranslation("actions");
  const labelOf = useLabel();
  const [first = "set"] = modes;
  return (
    <div className={classes.field} data-on={mode !== null || undefined}>
      <Checkbox
        label={labelOf(field)}
        aria-label={t("edit.change", { field: labelOf(field) })}
        checked={mode !== null}
        onChange={(event) => onChoose(event.currentTarget.checked ? first : null)}
      />
      {mode !== null && (
        <div className={classes.input}>
          {modes.length > 1 && (
            <SegmentedControl
              size="xs"
              className={classes.modes}
              aria-label={t("edit.mode", { field: labelOf(field) })}
              value={mode}
              data={modes.map((one) => ({ value: one, label: t(`edit.modes.${one}`) }))}
              onChange={(next) => onChoose(modes.find((one) => one === next) ?? first)}
            />
          )}
          <FieldRow store={store} field={field} isReadOnly={false} isNew={false} />
        </div>
      )}
    </div>
  );
}

/** Reads what there was, writes, and offers to write that back. */
function useWriting(collection: Collection, chosen: Chosen, store: FormStore, onClose: () => void) {
  const { t } = useTranslation("actions");
  const { t: tField } = useTranslation("fields");
  const model = useModel();
  const client = useQueryClient();
  const describe = useErrorText();
  const countText = useCountText();
  const [told, setTold] = useState("");
  const refresh = () => client.invalidateQueries({ queryKey: keys.collection(collection.name) });
  const takeBack = (before: readonly Item[]) =>
    void updateEach(collection, before)
      .catch((error) => complain(`${t("edit.undoFailed")} ${describe(error)}`))
      .then(refresh);
  const mutation = useMutation({
    mutationFn: async (changes: readonly FieldChange[]) => {
      const fields = changes.map(({ field }) => field);
      const isNeeded = changes.some(({ mode }) => mode === "remove");
      const before = await readBefore(collection, chosen, fields, model).catch((error) => {
        if (isNeeded) throw error;
        return null;
      });
      await writeChange(collection, chosen, changes, before);
      return before;
    },
    onSuccess: async (before) => {
      await refresh();
      const text = t("edit.done", countText(countOf(chosen)));
      offer({ text, ...(before === null ? {} : { onUndo: () => takeBack(before) }) });
      onClose();
    },
    onError: (error) => {
      if (!isApiError(error)) return setTold(describe(error));
      const { byField, rest } = serverProblems(store, fieldError(error), tField);
      store.showProblems(byField);
      setTold(
        error.status !== 403 && rest.length > 0
          ? rest.join(" ")
          : byField.size > 0
            ? t("edit.refused")
            : describe(error),
      );
    },
  });
  return { ...mutation, told };
}
