import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Collection } from "@/api/model-types";
import { DataTable } from "@/components/data-table/data-table";
import { useLabel } from "@/hooks/use-label";
import classes from "./import.module.css";
import { importFields, type Preview } from "./preview";

type Mapping = Readonly<Record<string, string | null>>;

interface Props {
  readonly collection: Collection;
  readonly preview: Preview;
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}

/** Each column of the file with what stands in it, and the field that it goes to. */
export function ColumnMapping({ collection, preview, mapping, onChange }: Props) {
  const { t } = useTranslation("imports");
  const labelOf = useLabel();
  const fields = importFields(collection).map((field) => ({ value: field.name, label: labelOf(field) }));
  const taken = new Set(Object.values(mapping));
  // A dotted name is no field of its own: it finds what a relation leads to, or a part of a value.
  const optionsFor = (column: string) => {
    const chosen = mapping[column] ?? null;
    const own = chosen?.includes(".") === true ? [{ value: chosen, label: chosen }] : [];
    return [
      ...own,
      ...fields.map((field) => ({ ...field, disabled: field.value !== chosen && taken.has(field.value) })),
    ];
  };
  const rows = preview.columns.map((column, at) => ({
    column,
    at: String(at),
    samples: preview.rows.map((row) => row[at] ?? "").filter((text) => text !== ""),
  }));
  return (
    <DataTable
      label={t("columns")}
      rows={rows}
      keyOf={({ at }) => at}
      columns={[
        { name: "column", label: t("column"), cell: ({ column }) => <strong>{column}</strong> },
        {
          name: "samples",
          label: t("samples"),
          cell: ({ samples }) => (
            <ul className={classes.samples}>
              {samples.slice(0, 3).map((text, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the first values of a file have no identity but their place
                <li key={at}>{text}</li>
              ))}
            </ul>
          ),
        },
        {
          name: "field",
          label: t("field"),
          cell: ({ column }) => (
            <Select
              aria-label={t("fieldOf", { column })}
              data={optionsFor(column)}
              value={mapping[column] ?? null}
              placeholder={t("leftOut")}
              onChange={(field) => onChange({ ...mapping, [column]: field })}
              clearable
              clearButtonProps={{ "aria-label": t("leaveOut", { column }) }}
              searchable
              miw={180}
            />
          ),
        },
      ]}
    />
  );
}
