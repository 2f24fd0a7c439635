import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useModel } from "@/api/model-context";
import type { Field } from "@/api/model-types";
import { useVariableName } from "@/fields/filter/variable-name";
import { variablesLike } from "@/fields/filter/variables";
import { nowOf, nowText, USUAL_NOW } from "@/lib/now";
import { type Filling, firstFilling, isMoment } from "./preset";
import classes from "./preset-row.module.css";

interface Props {
  readonly field: Field;
  readonly filling: Filling;
  readonly onChange: (filling: Filling) => void;
}

/** Where the value comes from: it is written down, or known with who asks and when. Nothing to choose: nothing is shown. */
export function FillingSelect({ field, filling, onChange }: Props) {
  const { t } = useTranslation("access");
  const sources = useSources(field);
  if (filling.kind === "keys" || sources.length < 2) return null;
  return (
    <Select
      className={classes.source}
      aria-label={t("fillingSource")}
      data={sources}
      value={sourceOf(filling)}
      onChange={(source) => source !== null && onChange(fillingFrom(source, field, filling))}
      allowDeselect={false}
      maxDropdownHeight={320}
    />
  );
}

const MOMENTS = ["now", "ago", "ahead"] as const;

function useSources(field: Field) {
  const { t } = useTranslation("access");
  const { t: tFilter } = useTranslation("filter");
  const nameOf = useVariableName();
  const variables = variablesLike(field, useModel());
  return [
    { value: "value", label: t("filling.value") },
    ...(field.isRequired ? [] : [{ value: "nothing", label: t("filling.nothing") }]),
    ...(isMoment(field) ? MOMENTS.map((value) => ({ value, label: tFilter(`moment.${value}`) })) : []),
    ...variables.map(({ text }) => ({ value: text, label: nameOf(text) ?? text })),
  ];
}

function sourceOf(filling: Filling): string {
  if (filling.kind !== "variable") return filling.kind;
  const now = nowOf(filling.text);
  if (now === null) return filling.text;
  return now.amount === 0 ? "now" : now.amount < 0 ? "ago" : "ahead";
}

function fillingFrom(source: string, field: Field, before: Filling): Filling {
  if (source === "value") return firstFilling(field);
  if (source === "nothing") return { kind: "nothing" };
  const now = before.kind === "variable" ? nowOf(before.text) : null;
  const { amount, unit } = now === null || now.amount === 0 ? USUAL_NOW : now;
  const far = Math.abs(amount);
  if (source === "ago") return { kind: "variable", text: nowText({ amount: -far, unit }) };
  if (source === "ahead") return { kind: "variable", text: nowText({ amount: far, unit }) };
  return { kind: "variable", text: source === "now" ? "$NOW" : source };
}
