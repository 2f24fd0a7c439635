import { Button } from "@mantine/core";
import { IconBraces, IconListDetails, IconPlus } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Collection } from "@/api/model-types";
import { JsonObjectInput } from "@/components/json-object-input/json-object-input";
import type { JsonObject } from "@/lib/json";
import classes from "./access.module.css";
import { newRow, type PresetRow } from "./preset";
import { PresetRowInput } from "./preset-row";
import rowClasses from "./preset-row.module.css";
import { usePreset } from "./use-preset";

interface Props {
  readonly collection: Collection;
  readonly value: JsonObject | null;
  readonly onChange: (value: JsonObject | null) => void;
}

/** What a rule fills in, field by field; as JSON for whoever wants that, or has to. */
export function PresetPart({ collection, value, onChange }: Props) {
  const { t } = useTranslation("access");
  const { t: tFilter } = useTranslation("filter");
  const id = useId();
  const [isJson, setJson] = useState(false);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would frame what is framed already
    <div className={classes.part} role="group" aria-labelledby={id}>
      <strong id={id}>{t("partPreset")}</strong>
      <p className={classes.hint}>{t("partPresetHelp")}</p>
      {isJson ? (
        <JsonObjectInput label={t("presetJson")} wrong={t("notJson")} minRows={3} value={value} onChange={onChange} />
      ) : (
        <Rows collection={collection} value={value} onChange={onChange} />
      )}
      <Button
        className={rowClasses.switch}
        variant="subtle"
        color="gray"
        size="xs"
        leftSection={isJson ? <IconListDetails size={14} aria-hidden /> : <IconBraces size={14} aria-hidden />}
        onClick={() => setJson(!isJson)}
      >
        {isJson ? t("presetAsRows") : tFilter("asJson")}
      </Button>
    </div>
  );
}

function Rows(props: Props) {
  const { t } = useTranslation("access");
  const { fields, preset, edit } = usePreset(props);
  const { rows, kept } = preset;
  const taken = new Set([...Object.keys(kept), ...rows.map((row) => row.field?.name)]);
  const free = fields.filter((field) => !taken.has(field.name));
  const change = (id: number, to: (before: PresetRow) => readonly PresetRow[]) =>
    edit((before) => before.flatMap((row) => (row.id === id ? to(row) : row)));
  return (
    <>
      {rows.map((row) => (
        <PresetRowInput
          key={row.id}
          row={row}
          fields={fields.filter((field) => field.name === row.field?.name || free.includes(field))}
          onChange={(to) => change(row.id, (before) => [to(before)])}
          onRemove={() => change(row.id, () => [])}
        />
      ))}
      {Object.keys(kept).length > 0 && (
        <p className={classes.hint}>
          {t("presetKept")} <code dir="ltr">{JSON.stringify(kept)}</code>
        </p>
      )}
      {free.length > 0 && (
        <Button
          className={rowClasses.add}
          variant="subtle"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => edit((before) => [...before, newRow(null)])}
        >
          {t("presetAdd")}
        </Button>
      )}
    </>
  );
}
