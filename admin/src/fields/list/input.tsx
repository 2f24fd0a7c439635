import { Button, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useContext } from "react";
import { useTranslation } from "react-i18next";
import { asNumber } from "@/lib/json";
import type { InputProps } from "../define-field";
import { MemberInputs } from "../member-inputs";
import { type Members, newKey, newMembers, type Row } from "../nested";
import { PlaceContext } from "../place";
import { RowList } from "../row-list";
import { elementOf, fieldsOf } from "./rows";

export function ListInput(props: InputProps<readonly Row[]>) {
  const { t } = useTranslation("fields");
  const place = useContext(PlaceContext);
  const { field, value, onChange } = props;
  const fields = fieldsOf(field);
  const max = asNumber(field.options.max_items);
  const change = (key: string) => (edit: (before: Members) => Members) =>
    onChange((rows) => rows.map((row) => (row.key === key ? { ...row, members: edit(row.members) } : row)));
  const add = () => onChange((rows) => [...rows, { key: newKey(), members: newMembers(fields) }]);
  return (
    <Stack gap="xs" role="group" aria-labelledby={props.labelId} aria-describedby={props.describedBy}>
      <RowList
        rows={value}
        nameOf={(row) => row.key}
        titleOf={(_, at) => t("rows.entry", { number: at + 1 })}
        onChange={onChange}
        isReadOnly={props.isReadOnly}
        labelId={props.labelId}
      >
        {(row, at) => (
          <MemberInputs
            fields={fields}
            members={row.members}
            place={`${place}[${at}]`}
            onChange={change(row.key)}
            isReadOnly={props.isReadOnly}
            isNew={props.siblings.isNew}
            isBare={elementOf(field) !== null}
          />
        )}
      </RowList>
      {props.isReadOnly ? (
        value.length === 0 && <span>{t("empty")}</span>
      ) : (
        <Button
          id={props.id}
          aria-labelledby={`${props.labelId} ${props.id}`}
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={add}
          disabled={max !== null && value.length >= max}
          style={{ alignSelf: "flex-start" }}
        >
          {t("rows.add")}
        </Button>
      )}
    </Stack>
  );
}
