import { ActionIcon, Select } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/model-types";
import { definitionOf } from "@/fields/registry";
import { useLabel } from "@/hooks/use-label";
import { FillingInput } from "./filling-input";
import { FillingSelect } from "./filling-select";
import { type Filling, firstFilling, type PresetRow } from "./preset";
import classes from "./preset-row.module.css";

interface Props {
  readonly row: PresetRow;
  /** Those that can be chosen. */
  readonly fields: readonly Field[];
  readonly onChange: (change: (before: PresetRow) => PresetRow) => void;
  readonly onRemove: () => void;
}

/** Field, where its value comes from, value. */
export function PresetRowInput({ row, fields, onChange, onRemove }: Props) {
  const { t } = useTranslation("filter");
  const { t: tAccess } = useTranslation("access");
  const labelOf = useLabel();
  const { field, filling } = row;
  const choose = (name: string | null) => {
    const chosen = fields.find((one) => one.name === name);
    if (chosen !== undefined) onChange((before) => ({ ...before, field: chosen, filling: firstFilling(chosen) }));
  };
  const fill = (change: (before: Filling) => Filling) =>
    onChange((before) => ({ ...before, filling: change(before.filling) }));
  return (
    <div className={classes.row} data-wide={field !== null && definitionOf(field).isWide === true ? true : undefined}>
      <Select
        className={classes.field}
        aria-label={t("field")}
        placeholder={t("any")}
        data={fields.map((one) => ({ value: one.name, label: labelOf(one) }))}
        value={field?.name ?? null}
        onChange={choose}
        searchable
        autoFocus={field === null}
        openOnFocus={field === null}
        allowDeselect={false}
        maxDropdownHeight={320}
      />
      {field !== null && (
        <>
          <FillingSelect field={field} filling={filling} onChange={(next) => fill(() => next)} />
          <Suspense fallback={<div className={classes.value} />}>
            <FillingInput key={field.name} field={field} filling={filling} onChange={fill} />
          </Suspense>
        </>
      )}
      <ActionIcon
        className={classes.remove}
        variant="subtle"
        color="gray"
        aria-label={tAccess("presetRemove")}
        onClick={onRemove}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}
