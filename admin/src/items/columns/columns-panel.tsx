import { Button, TextInput } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Collection, Field } from "@/api/model-types";
import { RowList } from "@/fields/row-list";
import { useLabel } from "@/hooks/use-label";
import { matchScore } from "@/lib/match";
import { defaultColumns, readableFields } from "../table/list-state";
import classes from "./columns-panel.module.css";

interface Props {
  readonly collection: Collection;
  readonly columns: readonly Field[];
  readonly onChange: (columns: readonly Field[]) => void;
}

/** Which columns a list has, and in which order. */
export function ColumnsPanel({ collection, columns, onChange }: Props) {
  const { t } = useTranslation("view");
  const labelOf = useLabel();
  const id = useId();
  return (
    <div className={classes.panel}>
      <h2 id={id}>{t("columns.shown")}</h2>
      <div className={classes.shown}>
        <RowList
          rows={columns}
          nameOf={({ name }) => name}
          titleOf={labelOf}
          onChange={(next) => next.length > 0 && onChange(next)}
          isReadOnly={false}
          isOnlyHidden
          labelId={id}
        >
          {(field) => <span className={classes.name}>{labelOf(field)}</span>}
        </RowList>
      </div>
      <Others collection={collection} columns={columns} onChange={onChange} />
      <Button variant="subtle" size="xs" onClick={() => onChange(defaultColumns(collection))}>
        {t("columns.usual")}
      </Button>
    </div>
  );
}

function Others({ collection, columns, onChange }: Props) {
  const { t } = useTranslation("view");
  const labelOf = useLabel();
  const id = useId();
  const [typed, setTyped] = useState("");
  const others = readableFields(collection).filter((field) => !columns.includes(field));
  const found = others.filter((field) => matchScore(labelOf(field), typed) > 0);
  if (others.length === 0) return null;
  return (
    <>
      <h2 id={id}>{t("columns.more")}</h2>
      <TextInput
        size="xs"
        leftSection={<IconSearch size={14} aria-hidden />}
        aria-label={t("columns.find")}
        placeholder={t("columns.find")}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = found;
          if (event.key !== "Enter" || first === undefined) return;
          setTyped("");
          onChange([...columns, first]);
        }}
      />
      <ul className={classes.others} aria-labelledby={id}>
        {found.map((field) => (
          <li key={field.name}>
            <button
              type="button"
              className={classes.other}
              aria-label={t("columns.add", { column: labelOf(field) })}
              onClick={() => onChange([...columns, field])}
            >
              <IconPlus size={14} aria-hidden />
              {labelOf(field)}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
