import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import classes from "./filter-builder.module.css";
import { type Line, nextOf, stepTo } from "./rows";
import { type Scope, type Subject, subjectsOf } from "./scope";
import { condition, type Quantifier, related } from "./tree";
import { useSubjectName } from "./use-subject-name";

interface Props {
  /** Null: nothing behind the relation before has been chosen. */
  readonly line: Line | null;
  readonly scope: Scope;
  readonly onChange: (line: Line) => void;
  /** Back to the relation itself; only behind one. */
  readonly onItself?: () => void;
}

const ITSELF = ".";

/** There are many of these, and they are seldom wanted. */
function isPartOfMoment({ part }: Subject): boolean {
  return part !== null && part !== "count";
}

/** The way to a field: one list, and another one behind each relation. */
export function PathPicker({ line, scope, onChange, onItself }: Props) {
  const { t } = useTranslation("filter");
  const nameOf = useSubjectName();
  const subjects = subjectsOf(scope, useModel());
  const subject = subjects.find(({ name }) => name === line?.field);
  const itself = onItself === undefined ? [] : [{ value: ITSELF, label: t("itself") }];
  const [fields, parts] = [false, true].map((isPart) =>
    subjects.filter((one) => isPartOfMoment(one) === isPart).map((one) => ({ value: one.name, label: nameOf(one) })),
  );
  const choose = (name: string | null) => {
    const chosen = subjects.find((one) => one.name === name);
    if (name === ITSELF) onItself?.();
    else if (chosen !== undefined) onChange(condition(chosen.name, chosen.operators[0] ?? "", undefined));
  };
  return (
    <>
      <Select
        className={classes.field}
        aria-label={t("field")}
        placeholder={t("any")}
        data={[...itself, ...(fields ?? []), { group: t("parts"), items: parts ?? [] }]}
        value={line === null ? ITSELF : line.field === "" ? null : line.field}
        onChange={choose}
        searchable
        // Where something has been chosen, who comes by has not come to choose.
        openOnFocus={line?.field === ""}
        allowDeselect={false}
        maxDropdownHeight={320}
      />
      {line !== null && subject?.below != null && (
        <Behind line={line} subject={subject} below={subject.below} onChange={onChange} />
      )}
    </>
  );
}

interface BehindProps {
  readonly line: Line;
  readonly subject: Subject;
  readonly below: Scope;
  readonly onChange: (line: Line) => void;
}

function Behind({ line, subject, below, onChange }: BehindProps) {
  return (
    <>
      {line.kind === "related" && subject.isMany && (
        <QuantifierPicker quantifier={line.quantifier} onChange={(quantifier) => onChange({ ...line, quantifier })} />
      )}
      <PathPicker
        line={nextOf(line)}
        scope={below}
        onChange={(next) => onChange(line.kind === "related" ? stepTo(line, next) : related(line.field, null, [next]))}
        onItself={() => onChange(condition(line.field, subject.operators[0] ?? "", undefined))}
      />
    </>
  );
}

interface QuantifierProps {
  readonly quantifier: Quantifier | null;
  readonly onChange: (quantifier: Quantifier | null) => void;
}

export function QuantifierPicker({ quantifier, onChange }: QuantifierProps) {
  const { t } = useTranslation("filter");
  const quantifiers = ["_some", "_none", "_every"] as const;
  return (
    <Select
      className={classes.quantifier}
      aria-label={t("comparison")}
      data={quantifiers.map((one) => ({ value: one, label: t(`quantifier.${one}`) }))}
      // Not to say it means one, too.
      value={quantifier ?? "_some"}
      onChange={(next) => onChange(quantifiers.find((one) => one === next) ?? null)}
      allowDeselect={false}
    />
  );
}
