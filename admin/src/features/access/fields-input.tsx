import { MultiSelect, SegmentedControl, Stack } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Collection } from "@/api/model-types";
import { useLabel } from "@/hooks/use-label";
import type { JsonObject } from "@/lib/json";
import classes from "./access.module.css";
import { type FieldChoice, fieldChoiceOf, withFields } from "./rules";

interface Props {
  readonly collection: Collection;
  readonly rule: JsonObject;
  readonly onChange: (rule: JsonObject) => void;
}

const KINDS = ["all", "only", "except"] as const satisfies readonly FieldChoice["kind"][];
const LABELS = { all: "fieldsAll", only: "fieldsOnly", except: "fieldsExcept" } as const;

/** All fields, these, or all but these. */
export function FieldsInput({ collection, rule, onChange }: Props) {
  const { t } = useTranslation("access");
  const id = useId();
  const labelOf = useLabel();
  const { kind: said, names } = fieldChoiceOf(rule);
  // "All but these" without any is as good as all, until one is chosen.
  const [kind, setKind] = useState(said);
  const known = new Map(collection.fields.map((field) => [field.name, labelOf(field)]));
  for (const name of names) if (!known.has(name)) known.set(name, name);
  return (
    <Stack gap="xs">
      <strong id={id}>{t("fields")}</strong>
      <SegmentedControl
        aria-labelledby={id}
        data={KINDS.map((value) => ({ value, label: t(LABELS[value]) }))}
        value={kind}
        onChange={(value) => {
          const next = KINDS.find((one) => one === value) ?? "all";
          setKind(next);
          onChange(withFields(rule, { kind: next, names }));
        }}
      />
      {kind !== "all" && (
        <MultiSelect
          aria-label={t(LABELS[kind])}
          data={[...known].map(([value, label]) => ({ value, label }))}
          value={[...names]}
          onChange={(chosen) => onChange(withFields(rule, { kind, names: chosen }))}
          searchable
          clearable
        />
      )}
      <p className={classes.hint}>{t("fieldsHelp")}</p>
    </Stack>
  );
}
