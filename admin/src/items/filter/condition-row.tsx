import { ActionIcon, Select } from "@mantine/core";
import { IconCirclePlus, IconTrash } from "@tabler/icons-react";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { Model } from "@/api/model-types";
import { operandOf } from "@/lib/operand";
import classes from "./filter-builder.module.css";
import { PathPicker } from "./path-picker";
import { endOf, type Line, nextOf, widened, withEnd } from "./rows";
import { type Scope, type Subject, subjectOf } from "./scope";
import type { Condition, Node } from "./tree";
import { useOperatorName } from "./use-subject-name";
import { ValueInput } from "./value-input";

interface Props {
  readonly line: Line;
  readonly scope: Scope;
  readonly onChange: (node: Node | null) => void;
}

/** Field, comparison, value. */
export function ConditionRow({ line, scope, onChange }: Props) {
  const { t } = useTranslation("filter");
  const end = endOf(line);
  const subject = subjectAtEnd(line, scope, useModel());
  const change = (next: Condition) => onChange(withEnd(line, next));
  return (
    <div className={classes.row} data-node={line.id}>
      <PathPicker line={line} scope={scope} onChange={(next) => onChange({ ...next, id: line.id })} />
      {subject !== undefined && <Comparison subject={subject} condition={end} onChange={change} />}
      <div className={classes.buttons}>
        {line.kind === "related" && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("addBelow")}
            title={t("addBelow")}
            onClick={() => onChange(widened(line))}
          >
            <IconCirclePlus size={16} aria-hidden />
          </ActionIcon>
        )}
        <ActionIcon variant="subtle" color="gray" aria-label={t("remove")} onClick={() => onChange(null)}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </div>
    </div>
  );
}

interface ComparisonProps {
  readonly subject: Subject;
  readonly condition: Condition;
  readonly onChange: (condition: Condition) => void;
}

function Comparison({ subject, condition, onChange }: ComparisonProps) {
  const { t } = useTranslation("filter");
  const nameOf = useOperatorName();
  const { operator, value } = condition;
  const choose = (next: string | null) => {
    if (next === null) return;
    // A value is of use to an operator that takes as many.
    const isSame = operandOf(next) === operandOf(operator);
    onChange({ ...condition, operator: next, value: isSame ? value : converted(value, next) });
  };
  return (
    <>
      <Select
        className={classes.operator}
        aria-label={t("comparison")}
        data={subject.operators.map((one) => ({ value: one, label: nameOf(one, subject) }))}
        value={operator}
        onChange={choose}
        allowDeselect={false}
        maxDropdownHeight={320}
      />
      {operandOf(operator) !== "none" && (
        <Suspense fallback={<div className={classes.value} data-awaited />}>
          <div className={classes.value} data-value>
            <ValueInput
              field={subject.field}
              operator={operator}
              value={value}
              onChange={(next) => onChange({ ...condition, value: next })}
            />
          </div>
        </Suspense>
      )}
    </>
  );
}

/** One value becomes a list of one, and the other way round. */
function converted(value: unknown, operator: string): unknown {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (operandOf(operator) === "one") return first;
  return operandOf(operator) === "list" && first !== undefined ? [first] : undefined;
}

function subjectAtEnd(line: Line, scope: Scope, model: Model): Subject | undefined {
  const subject = subjectOf(scope, line.field, model);
  const next = nextOf(line);
  if (next === null || subject?.below == null) return line.kind === "condition" ? subject : undefined;
  return subjectAtEnd(next, subject.below, model);
}
