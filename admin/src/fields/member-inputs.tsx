import { memo, Suspense, useCallback, useContext, useEffect, useId, useMemo, useRef } from "react";
import type { Field } from "@/api/model-types";
import { useHelp, useLabel } from "@/hooks/use-label";
import type { Siblings } from "./define-field";
import classes from "./member-inputs.module.css";
import type { Members } from "./nested";
import { PlaceContext, ProblemsContext, shownAt } from "./place";
import { definitionOf } from "./registry";
import { widthOf } from "./width";

interface Props {
  readonly fields: readonly Field[];
  readonly members: Members;
  /** Of these members: `body[0]`. */
  readonly place: string;
  readonly onChange: (change: (before: Members) => Members) => void;
  readonly isReadOnly: boolean;
  readonly isNew: boolean;
  /** Of the first control, where a label outside points to it. */
  readonly firstId?: string;
  /** The only member is the element itself: its label is the list's. */
  readonly isBare?: boolean;
}

/** The inputs of a few fields that belong together. */
export function MemberInputs({ fields, members, place, onChange, isReadOnly, isNew, firstId, isBare = false }: Props) {
  const siblings = useSiblings(members, isNew);
  const set = useCallback(
    (name: string, next: unknown) =>
      onChange((before) => ({ ...before, [name]: typeof next === "function" ? next(before[name]) : next })),
    [onChange],
  );
  return (
    <div className={classes.members}>
      {fields.map((field, at) => (
        <MemberRow
          key={field.name}
          field={field}
          value={members[field.name]}
          place={isBare ? place : `${place}.${field.name}`}
          onChange={set}
          isReadOnly={isReadOnly}
          siblings={siblings}
          isBare={isBare}
          {...(at === 0 && firstId !== undefined ? { controlId: firstId } : {})}
        />
      ))}
    </div>
  );
}

interface RowProps {
  readonly field: Field;
  readonly value: unknown;
  readonly place: string;
  readonly onChange: (name: string, next: unknown) => void;
  readonly isReadOnly: boolean;
  readonly siblings: Siblings;
  readonly isBare: boolean;
  readonly controlId?: string;
}

/** Drawn again only for itself: the others of a block stay as they are while one is typed in. */
const MemberRow = memo(function MemberRow({
  field,
  value,
  place,
  onChange,
  isReadOnly,
  siblings,
  isBare,
  controlId,
}: RowProps) {
  const own = useId();
  const id = controlId ?? own;
  const labelOf = useLabel();
  const help = useHelp(field);
  const { Input, showsInside } = definitionOf(field);
  const problems = shownAt(useContext(ProblemsContext), place, showsInside === true);
  const set = useCallback((next: unknown) => onChange(field.name, next), [onChange, field.name]);
  const describedBy = [help === null ? "" : `${own}-help`, problems.length === 0 ? "" : `${own}-problems`];
  return (
    <div className={classes.member} data-width={widthOf(field)}>
      <label id={`${own}-label`} htmlFor={id} className={isBare ? classes.unseen : classes.label}>
        {labelOf(field)}
        {field.isRequired && <span aria-hidden>*</span>}
      </label>
      <PlaceContext value={place}>
        <Suspense fallback={<div className={classes.waiting} />}>
          <Input
            field={field}
            value={value}
            onChange={set}
            id={id}
            labelId={`${own}-label`}
            describedBy={describedBy.join(" ").trim() || undefined}
            isInvalid={problems.length > 0}
            isRequired={field.isRequired}
            isReadOnly={isReadOnly}
            siblings={siblings}
          />
        </Suspense>
      </PlaceContext>
      {help !== null && (
        <p className={classes.help} id={`${own}-help`}>
          {help}
        </p>
      )}
      {problems.length > 0 && (
        <p className={classes.problems} id={`${own}-problems`}>
          {problems.join(" ")}
        </p>
      )}
    </div>
  );
});

/** The members around an input; who follows one is told after it was drawn. */
function useSiblings(members: Members, isNew: boolean): Siblings {
  const newest = useRef(members);
  const followers = useRef(new Map<string, Set<() => void>>());
  useEffect(() => {
    const before = newest.current;
    newest.current = members;
    for (const [name, calls] of followers.current) {
      if (!Object.is(before[name], members[name])) for (const call of calls) call();
    }
  }, [members]);
  return useMemo(
    () => ({
      isNew,
      get: (name) => newest.current[name],
      follow: (name, follower) => {
        const calls = followers.current.get(name) ?? new Set();
        followers.current.set(name, calls.add(follower));
        return () => calls.delete(follower);
      },
    }),
    [isNew],
  );
}
