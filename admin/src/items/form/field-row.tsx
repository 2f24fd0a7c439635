import { Suspense, useCallback, useId, useMemo, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/model-types";
import type { Siblings } from "@/fields/define-field";
import { PlaceContext, ProblemsContext, shownAt } from "@/fields/place";
import { definitionOf } from "@/fields/registry";
import { widthOf } from "@/fields/width";
import { useHelp, useLabel } from "@/hooks/use-label";
import classes from "./field-row.module.css";
import type { FormStore } from "./form-store";

interface Props {
  readonly store: FormStore;
  readonly field: Field;
  readonly isReadOnly: boolean;
  readonly isNew: boolean;
}

/** A field with `show_if` is drawn only while the item matches it. Others do not follow the whole form. */
export function ConditionalRow(props: Props) {
  const { store, field } = props;
  const follow = useCallback((follower: () => void) => store.follow("*", follower), [store]);
  const isShown = useSyncExternalStore(follow, () => store.isShown(field));
  return isShown ? <FieldRow {...props} /> : null;
}

/** A label, the type's input, its help and its problems. Follows its own field and nothing else. */
export function FieldRow({ store, field, isReadOnly, isNew }: Props) {
  const id = useId();
  const labelOf = useLabel();
  const help = useHelp(field);
  const { t } = useTranslation("form");
  const definition = definitionOf(field);
  const follow = useCallback((follower: () => void) => store.follow(field.name, follower), [store, field.name]);
  const value = useSyncExternalStore(follow, () => store.get(field.name));
  const placed = useSyncExternalStore(follow, () => store.placedProblemsOf(field.name));
  const problems = shownAt(placed, field.name, definition.showsInside === true);
  const onChange = useCallback((next: unknown) => store.set(field.name, next), [store, field.name]);
  const siblings = useMemo<Siblings>(
    () => ({ isNew, get: store.get, follow: (name, follower) => store.follow(name, follower) }),
    [store, isNew],
  );
  const describedBy = [help === null ? "" : `${id}-help`, problems.length === 0 ? "" : `${id}-problems`]
    .join(" ")
    .trim();
  const { Input } = definition;
  return (
    <div className={classes.row} data-width={widthOf(field)} data-field={field.name}>
      <label className={classes.label} id={`${id}-label`} htmlFor={id}>
        {labelOf(field)}
        {field.isRequired && (
          <span className={classes.required} title={t("required")} aria-hidden>
            *
          </span>
        )}
      </label>
      <PlaceContext value={field.name}>
        <ProblemsContext value={placed}>
          <Suspense fallback={<div className={classes.waiting} />}>
            <Input
              field={field}
              value={value}
              onChange={onChange}
              id={id}
              labelId={`${id}-label`}
              describedBy={describedBy === "" ? undefined : describedBy}
              isInvalid={problems.length > 0}
              isRequired={field.isRequired}
              isReadOnly={isReadOnly}
              siblings={siblings}
            />
          </Suspense>
        </ProblemsContext>
      </PlaceContext>
      <Notes id={id} help={help} problems={problems} />
    </div>
  );
}

interface NotesProps {
  readonly id: string;
  readonly help: string | null;
  readonly problems: readonly string[];
}

function Notes({ id, help, problems }: NotesProps) {
  return (
    <>
      {help !== null && (
        <p className={classes.help} id={`${id}-help`}>
          {help}
        </p>
      )}
      {problems.length > 0 && (
        <p className={classes.problems} id={`${id}-problems`}>
          {problems.join(" ")}
        </p>
      )}
    </>
  );
}
