/** A filter in words: “Status is published or draft”. */
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { Field } from "@/api/model-types";
import { useVariableName } from "@/fields/filter/variable-name";
import { linkTo } from "@/fields/link-filter";
import { definitionOf } from "@/fields/registry";
import { useLinkTitle } from "@/fields/use-link-title";
import { useFormats } from "@/i18n/format";
import { asText } from "@/lib/json";
import { nowOf } from "@/lib/now";
import { operandOf } from "@/lib/operand";
import { type Scope, type Subject, subjectOf } from "./scope";
import type { Condition, Group, Node, Related } from "./tree";
import { useOperatorName, useSubjectName } from "./use-subject-name";

interface Props {
  readonly node: Node;
  readonly scope: Scope;
}

export function Sentence({ node, scope }: Props) {
  const subject = subjectOf(scope, node.kind === "group" ? "" : node.field, useModel());
  if (node.kind === "group") return <GroupSaid group={node} scope={scope} isInside />;
  if (subject === undefined) return null;
  if (node.kind === "condition") return <ConditionSaid subject={subject} condition={node} />;
  return <RelatedSaid subject={subject} related={node} />;
}

interface GroupProps {
  readonly group: Group;
  readonly scope: Scope;
  /** Of another sentence. */
  readonly isInside?: boolean;
}

export function GroupSaid({ group, scope, isInside = false }: GroupProps) {
  const { t } = useTranslation("filter");
  const isLong = group.nodes.length > 1 && (isInside || group.isNegated);
  const parts = group.nodes.map((node) => <Sentence key={node.id} node={node} scope={scope} />);
  return (
    <>
      {group.isNegated && `${t("said.not")} `}
      {isLong && "("}
      <Joined parts={parts} word={t(`said.${group.join}`)} />
      {isLong && ")"}
    </>
  );
}

function Joined({ parts, word }: { readonly parts: readonly ReactNode[]; readonly word: string }) {
  return parts.map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the place is all that tells them apart
    <Fragment key={at}>
      {at > 0 && ` ${word} `}
      {part}
    </Fragment>
  ));
}

function RelatedSaid({ subject, related }: { readonly subject: Subject; readonly related: Related }) {
  const { t } = useTranslation("filter");
  const nameOf = useSubjectName();
  const { quantifier, group } = related;
  const name = nameOf(subject);
  if (subject.below === null) return null;
  const before = subject.isMany ? t(`said.${quantifier ?? "_some"}`, { field: name }) : `${name} ›`;
  return (
    <>
      {`${before} `}
      <GroupSaid group={group} scope={subject.below} isInside />
    </>
  );
}

function ConditionSaid({ subject, condition }: { readonly subject: Subject; readonly condition: Condition }) {
  const { t } = useTranslation("filter");
  const nameOf = useSubjectName();
  const operatorOf = useOperatorName();
  const { operator, value } = condition;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const said = values.map((one) => <ValueSaid key={String(one)} field={subject.field} value={one} />);
  return (
    <>
      {nameOf(subject)} {operatorOf(operator === "_in" ? "_eq" : operator, subject)}
      {operandOf(operator) !== "none" && (
        <>
          {" "}
          <Joined parts={said} word={t(operandOf(operator) === "pair" ? "said.and" : "said.or")} />
        </>
      )}
    </>
  );
}

export function ValueSaid({ field, value }: { readonly field: Field; readonly value: unknown }) {
  const { t } = useTranslation(["filter", "fields"]);
  const formats = useFormats();
  const variable = useVariableName()(value);
  const target = useModel().collections.get(field.relation?.targets[0] ?? "");
  const now = nowOf(asText(value) ?? "");
  if (variable !== null) return variable;
  if (now !== null) return now.amount === 0 ? t("filter:moment.now") : formats.distance(now.amount, now.unit);
  if (typeof value === "boolean") return t(value ? "fields:yes" : "fields:no");
  const link = target === undefined ? null : linkTo(target, value);
  if (link !== null) return <LinkSaid link={link} />;
  const { Cell, fromJson } = definitionOf(field);
  const shown = fromJson(value ?? null, field);
  // A text of a filter need not be a value of the type: the beginning of an address is none.
  return field.relation === null && !definitionOf(field).isEmpty(shown) ? (
    <Cell field={field} value={shown} />
  ) : (
    String(value)
  );
}

function LinkSaid({ link }: { readonly link: Parameters<typeof useLinkTitle>[0] }) {
  return useLinkTitle(link);
}
