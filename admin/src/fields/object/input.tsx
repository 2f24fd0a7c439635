import { Button, Stack } from "@mantine/core";
import { useCallback, useContext } from "react";
import { useTranslation } from "react-i18next";
import type { InputProps } from "../define-field";
import { MemberInputs } from "../member-inputs";
import { type Members, nestedFields, newMembers } from "../nested";
import classes from "../nested.module.css";
import { PlaceContext } from "../place";

const NONE: readonly never[] = [];

export function ObjectInput(props: InputProps<Members | null>) {
  const { t } = useTranslation("fields");
  const place = useContext(PlaceContext);
  const { value, onChange } = props;
  const fields = nestedFields(props.field.options.fields ?? NONE, props.field);
  const change = useCallback(
    (edit: (before: Members) => Members) => onChange((before) => edit(before ?? {})),
    [onChange],
  );
  if (value === null) {
    if (props.isReadOnly)
      return (
        <span id={props.id} role="note" aria-labelledby={props.labelId}>
          {t("empty")}
        </span>
      );
    return (
      <Button
        id={props.id}
        aria-labelledby={`${props.labelId} ${props.id}`}
        variant="default"
        aria-describedby={props.describedBy}
        onClick={() => onChange(newMembers(fields))}
        style={{ alignSelf: "flex-start" }}
      >
        {t("object.add")}
      </Button>
    );
  }
  return (
    <Stack
      className={classes.box}
      gap="sm"
      role="group"
      aria-labelledby={props.labelId}
      aria-describedby={props.describedBy}
    >
      <MemberInputs
        fields={fields}
        members={value}
        place={place}
        onChange={change}
        isReadOnly={props.isReadOnly}
        isNew={props.siblings.isNew}
      />
      {!props.isReadOnly && !props.isRequired && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          onClick={() => onChange(null)}
          style={{ alignSelf: "flex-start" }}
        >
          {t("object.remove")}
        </Button>
      )}
    </Stack>
  );
}
